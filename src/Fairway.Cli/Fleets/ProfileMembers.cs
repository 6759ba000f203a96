using System.Collections.Immutable;
using System.Globalization;
using Fairway.Api.Meta;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Cli.Fleets;

/// <summary>The clusters of a fleet that a file describes.</summary>
internal static class ProfileMembers
{
    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<FleetMember> Of(FleetProfile profile) => [.. profile.Clusters.SelectMany(Of)];

    private static IEnumerable<FleetMember> Of(ClusterGroup group) => ProfileCheck.Ids(group).Select((id, index) =>
    {
        var region = InTurn(group.Regions, index) ?? FleetLabels.RegionOf(index + 1);
        return new FleetMember(id, LabelsOf(group, index, region))
        {
            Pools = [.. group.Pools.Select(pool => new NodePool(ProfileOf(pool, region), pool.Count))],
            RuntimeClasses = [.. (group.RuntimeClasses ?? []).Select(ClassOf)],
        };
    });

    private static IReadOnlyList<KeyValuePair<string, string>> LabelsOf(ClusterGroup group, int index, string region)
    {
        var labels = new SortedDictionary<string, string>(group.Labels ?? [], StringComparer.Ordinal)
        {
            [Labels.Region] = region,
            [Labels.Stage] = InTurn(group.Stages, index) ?? FleetLabels.Production,
        };
        if (group.Infrastructure is { } infrastructure)
        {
            labels[Labels.Infrastructure] = infrastructure;
        }

        if (group.Importance is { } importance)
        {
            labels[Labels.Importance] = importance.ToString(CultureInfo.InvariantCulture);
        }

        return [.. labels];
    }

    private static NodeProfile ProfileOf(PoolProfile pool, string region)
    {
        var usual = NodeProfile.Default;
        return usual with
        {
            NamePrefix = pool.Name,
            Pods = pool.Pods,
            Region = region,
            Zones = [.. (pool.Zones ?? ["*a", "*b", "*c"]).Select(
                zone => zone.Replace("*", region, StringComparison.Ordinal))],
            KubeletVersion = pool.Kubelet ?? usual.KubeletVersion,
            ContainerRuntimeVersion = pool.Runtime ?? usual.ContainerRuntimeVersion,
            Labels = Map(pool.Labels),
            Taints = [.. (pool.Taints ?? []).Select(TaintOf)],
            Variants = [.. InTurn(pool.Machines)],
        };
    }

    // By weight, and spread: of a and b with the weights 3 and 1, a a b a.
    private static IEnumerable<NodeVariant> InTurn(IReadOnlyList<MachineProfile> machines)
    {
        var kinds = machines.Select(VariantOf).ToArray();
        var credit = new int[kinds.Length];
        var all = machines.Sum(m => m.Weight);
        for (var turn = 0; turn < all; turn++)
        {
            var best = 0;
            for (var i = 0; i < kinds.Length; i++)
            {
                credit[i] += machines[i].Weight;
                best = credit[i] > credit[best] ? i : best;
            }

            credit[best] -= all;
            yield return kinds[best];
        }
    }

    private static NodeVariant VariantOf(MachineProfile machine) =>
        new(machine.Architecture, machine.Type, machine.Kernel ?? NodeProfile.Default.KernelVersion)
        {
            Cpu = machine.Cpu,
            Memory = machine.Memory,
            EphemeralStorage = machine.EphemeralStorage,
            OsImage = machine.OsImage,
            Extended = Map(machine.Extended),
            Reserved = Map(machine.Reserved),
        };

    private static RuntimeClassProfile ClassOf(RuntimeClassEntry entry) => new(entry.Name, entry.Handler)
    {
        NodeSelector = Map(entry.NodeSelector),
        Overhead = Map(entry.Overhead),
    };

    private static NodeTaint TaintOf(string text)
    {
        var effect = text.LastIndexOf(':');
        var key = text[..effect].Split('=', 2);
        return new NodeTaint(key[0], key.Length > 1 ? key[1] : "", text[(effect + 1)..]);
    }

    private static ImmutableSortedDictionary<string, string> Map(Dictionary<string, string>? map) =>
        (map ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static string? InTurn(IReadOnlyList<string>? values, int index) =>
        values is { Count: > 0 } ? values[index % values.Count] : null;
}
