using System.Collections.Immutable;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>What nodes need of a container's spec.</summary>
internal sealed record ContainerSpec(string Name, string Image)
{
    public ResourceAmounts Requests { get; init; }

    public PullPolicy PullPolicy { get; init; }

    public ContainerDetails Details { get; init; } = ContainerDetails.None;

    /// <summary>The ports that have a name: Services may lead to them by it.</summary>
    public ImmutableArray<NamedPort> Ports { get; init; } = [];

    /// <summary>True for an init container that runs as long as its pod does.</summary>
    public bool RestartsAlways { get; init; }

    public static ContainerSpec Read(JsonElement element) =>
        new(element.Text("name") ?? "", element.Text("image") ?? "")
        {
            Requests = ResourceAmounts.Read(element.Child("resources").Child("requests")),
            PullPolicy = element.Text("imagePullPolicy") switch
            {
                "Always" => PullPolicy.Always,
                "Never" => PullPolicy.Never,
                _ => PullPolicy.IfNotPresent,
            },
            Details = ContainerDetails.Read(element),
            Ports = [.. element.Items("ports").Where(p => p.Text("name") is { Length: > 0 }).Select(NamedPort.Read)],
            RestartsAlways = element.Text("restartPolicy") == "Always",
        };
}
