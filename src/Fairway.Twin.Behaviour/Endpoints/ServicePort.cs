using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>A port of a Service. Its target is a number, or the name of a container's port.</summary>
internal sealed record ServicePort(string Name, string Protocol, int Port)
{
    public string? AppProtocol { get; init; }

    /// <summary>Number of the target; 0 where the target is a name.</summary>
    public int TargetNumber { get; init; }

    /// <summary>Name of the target; null where it is a number.</summary>
    public string? TargetName { get; init; }

    public static ServicePort Read(JsonElement element)
    {
        var port = element.Int("port") ?? 0;
        return new ServicePort(element.Text("name") ?? "", element.Text("protocol") ?? "TCP", port)
        {
            AppProtocol = element.Text("appProtocol"),
            TargetName = element.Text("targetPort"),
            TargetNumber = element.Int("targetPort") ?? port,
        };
    }

    /// <summary>The number of the port in a pod; null where the pod has no port of that name and protocol.</summary>
    public int? In(PodSpec pod)
    {
        if (TargetName is not { } name)
        {
            return TargetNumber;
        }

        foreach (var container in pod.Containers.Concat(pod.InitContainers.Where(c => c.RestartsAlways)))
        {
            foreach (var port in container.Ports)
            {
                if (port.Name == name && port.Protocol == Protocol)
                {
                    return port.Number;
                }
            }
        }

        return null;
    }
}
