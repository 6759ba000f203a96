using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Kubelets;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>The node object as its kubelet would register it.</summary>
internal static class SimulatedNode
{
    public static string NameOf(NodeProfile profile, int index) =>
        $"{profile.NamePrefix}-{index.ToString("D3", CultureInfo.InvariantCulture)}";

    /// <summary>The machine that a node is: one of the pool that has its name, or else of the first, by the number in
    /// its name.</summary>
    public static NodeProfile MachineOf(ImmutableArray<NodePool> pools, string name)
    {
        var hyphen = name.LastIndexOf('-');
        var prefix = hyphen < 0 ? "" : name[..hyphen];
        var profile = (pools.FirstOrDefault(p => p.Profile.NamePrefix == prefix) ?? pools[0]).Profile;
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

    /// <param name="nodes">What the nodes of the pool are like.</param>
    /// <param name="index">The node's number in the pool, from 0.</param>
    /// <param name="number">Its number in the cluster, from 0, which decides its addresses.</param>
    /// <param name="now">The time of the registration.</param>
    public static JsonObject Body(NodeProfile nodes, int index, int number, DateTimeOffset now)
    {
        var profile = nodes.Of(index);
        var name = NameOf(profile, index);
        var cidr = NodeAddresses.PodCidr(number);
        var spec = new JsonObject
        {
            ["podCIDR"] = cidr,
            ["podCIDRs"] = new JsonArray(cidr),
            ["providerID"] = $"twin://{profile.Region}/{name}",
        };
        if (!profile.Taints.IsEmpty)
        {
            spec["taints"] = new JsonArray(
                [.. profile.Taints.Select(t => new Taint(t.Key, t.Value, t.Effect).ToJson())]);
        }

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
            ["spec"] = spec,
            ["status"] = Status(profile, name, number, now),
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
    public static JsonObject Status(NodeProfile profile, string name, int number, DateTimeOffset now) => new()
    {
        ["capacity"] = NodeAmounts.Capacity(profile),
        ["allocatable"] = NodeAmounts.Allocatable(profile),
        ["conditions"] = NodeConditions.Healthy(now),
        ["addresses"] = new JsonArray(
            new JsonObject { ["type"] = "InternalIP", ["address"] = NodeAddresses.HostIp(number) },
            new JsonObject { ["type"] = "Hostname", ["address"] = name }),
        ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 10250 } },
        ["nodeInfo"] = new JsonObject
        {
            ["machineID"] = name,
            ["systemUUID"] = name,
            ["bootID"] = BootId(name, ""),
            ["kernelVersion"] = profile.KernelVersion,
            ["osImage"] = profile.OsImage,
            ["containerRuntimeVersion"] = profile.ContainerRuntimeVersion,
            ["kubeletVersion"] = profile.KubeletVersion,
            ["kubeProxyVersion"] = profile.KubeletVersion,
            ["operatingSystem"] = "linux",
            ["architecture"] = profile.Architecture,
        },
    };
}
