using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>The node object as its kubelet would register it.</summary>
internal static class SimulatedNode
{
    /// <summary>Annotation of the nodes whose pods are simulated; anybody may put it on a node.</summary>
    public const string Annotation = "twin.fairway.dev/simulated";

    private static readonly (string Type, string Status, string Reason, string Message)[] Conditions =
    [
        ("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
        ("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        ("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
        ("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
    ];

    public static string NameOf(NodeProfile profile, int index) =>
        $"{profile.NamePrefix}-{index.ToString("D3", CultureInfo.InvariantCulture)}";

    public static bool Is(NodeView node) => node.Meta.Annotations[Annotation] == "true";

    public static JsonObject Body(NodeProfile nodes, int index, DateTimeOffset now)
    {
        var profile = nodes.Of(index);
        var name = NameOf(profile, index);
        var cidr = NodeAddresses.PodCidr(index);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = Labels(profile, index, name),
                ["annotations"] = new JsonObject { [Annotation] = "true" },
            },
            ["spec"] = new JsonObject
            {
                ["podCIDR"] = cidr,
                ["podCIDRs"] = new JsonArray(cidr),
                ["providerID"] = $"twin://{profile.Region}/{name}",
            },
            ["status"] = Status(profile, index, now),
        };
    }

    private static JsonObject Labels(NodeProfile profile, int index, string name)
    {
        var labels = new JsonObject
        {
            ["beta.kubernetes.io/arch"] = profile.Architecture,
            ["beta.kubernetes.io/os"] = "linux",
            ["kubernetes.io/arch"] = profile.Architecture,
            [WellKnown.Hostname] = name,
            ["kubernetes.io/os"] = "linux",
            ["node.kubernetes.io/instance-type"] = profile.InstanceType,
            ["topology.kubernetes.io/region"] = profile.Region,
        };
        if (!profile.Zones.IsEmpty)
        {
            labels["topology.kubernetes.io/zone"] = profile.Zones[index % profile.Zones.Length];
        }

        foreach (var (key, value) in profile.Labels)
        {
            labels[key] = value;
        }

        return labels;
    }

    private static JsonObject Status(NodeProfile profile, int index, DateTimeOffset now) => new()
    {
        ["capacity"] = Amounts(profile),
        ["allocatable"] = Amounts(profile),
        ["conditions"] = new JsonArray([.. Conditions.Select(c => (JsonNode)new JsonObject
        {
            ["type"] = c.Type,
            ["status"] = c.Status,
            ["lastHeartbeatTime"] = ApiTime.Text(now),
            ["lastTransitionTime"] = ApiTime.Text(now),
            ["reason"] = c.Reason,
            ["message"] = c.Message,
        })]),
        ["addresses"] = new JsonArray(
            new JsonObject { ["type"] = "InternalIP", ["address"] = NodeAddresses.HostIp(index) },
            new JsonObject { ["type"] = "Hostname", ["address"] = NameOf(profile, index) }),
        ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 10250 } },
        ["nodeInfo"] = new JsonObject
        {
            ["machineID"] = NameOf(profile, index),
            ["systemUUID"] = NameOf(profile, index),
            ["bootID"] = NameOf(profile, index),
            ["kernelVersion"] = profile.KernelVersion,
            ["osImage"] = "Fairway twin",
            ["containerRuntimeVersion"] = "containerd://2.1.4",
            ["kubeletVersion"] = profile.KubeletVersion,
            ["kubeProxyVersion"] = profile.KubeletVersion,
            ["operatingSystem"] = "linux",
            ["architecture"] = profile.Architecture,
        },
    };

    private static JsonObject Amounts(NodeProfile profile) => new()
    {
        ["cpu"] = profile.Cpu,
        ["ephemeral-storage"] = "200Gi",
        ["memory"] = profile.Memory,
        ["pods"] = profile.Pods.ToString(CultureInfo.InvariantCulture),
    };
}
