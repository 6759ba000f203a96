using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Twin.Behaviour.Kubelets;
using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>The node object as its kubelet would register it.</summary>
internal static class SimulatedNode
{
    public static string NameOf(NodeProfile profile, int index) =>
        $"{profile.NamePrefix}-{index.ToString("D3", CultureInfo.InvariantCulture)}";

    /// <summary>The machine that a node is: one of the profile's by the number in its name.</summary>
    public static NodeProfile MachineOf(NodeProfile profile, string name)
    {
        var hyphen = name.LastIndexOf('-');
        return int.TryParse(
            name.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? profile.Of(number)
            : profile.Of(0);
    }

    /// <summary>The labels that a kubelet gives its own node.</summary>
    public static IEnumerable<KeyValuePair<string, string>> KubeletLabels(NodeProfile profile, string name) =>
    [
        new("beta.kubernetes.io/arch", profile.Architecture),
        new("beta.kubernetes.io/os", "linux"),
        new("kubernetes.io/arch", profile.Architecture),
        new(WellKnown.Hostname, name),
        new("kubernetes.io/os", "linux"),
    ];

    /// <summary>Changes with every start of a machine.</summary>
    public static string BootId(string name, string boot) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}/{boot}")).AsSpan(0, 16), bigEndian: true).ToString();

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
                ["annotations"] = new JsonObject { [NodeMarks.Simulated] = "true" },
            },
            ["spec"] = new JsonObject
            {
                ["podCIDR"] = cidr,
                ["podCIDRs"] = new JsonArray(cidr),
                ["providerID"] = $"twin://{profile.Region}/{name}",
            },
            ["status"] = Status(profile, name, index, now),
        };
    }

    private static JsonObject Labels(NodeProfile profile, int index, string name)
    {
        var labels = new JsonObject();
        foreach (var (key, value) in KubeletLabels(profile, name))
        {
            labels[key] = value;
        }

        labels["node.kubernetes.io/instance-type"] = profile.InstanceType;
        labels["topology.kubernetes.io/region"] = profile.Region;
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

    /// <summary>All that a kubelet says of a machine in good health.</summary>
    public static JsonObject Status(NodeProfile profile, string name, int index, DateTimeOffset now) => new()
    {
        ["capacity"] = Amounts(profile),
        ["allocatable"] = Amounts(profile),
        ["conditions"] = NodeConditions.Healthy(now),
        ["addresses"] = new JsonArray(
            new JsonObject { ["type"] = "InternalIP", ["address"] = NodeAddresses.HostIp(index) },
            new JsonObject { ["type"] = "Hostname", ["address"] = name }),
        ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 10250 } },
        ["nodeInfo"] = new JsonObject
        {
            ["machineID"] = name,
            ["systemUUID"] = name,
            ["bootID"] = BootId(name, ""),
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
