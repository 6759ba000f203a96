using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>The canonical form of subsets: ports that the same addresses answer at are one subset, everything is in
/// order.</summary>
internal static class SubsetPacker
{
    /// <summary>The most addresses of an Endpoints object.</summary>
    public const int Most = 1000;

    /// <summary>Packs addresses, of which each answers at one port; null is no port at all.</summary>
    public static ImmutableArray<EndpointSubset> Pack(
        IEnumerable<(EndpointAddress Address, bool Ready, EndpointPort? Port)> all) =>
    [
        .. all
            .GroupBy(a => a.Port?.Key ?? "", StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.First().Port, Addresses: Sorted(g)))
            .GroupBy(
                p => string.Join(';', p.Addresses.Select(a => $"{a.Address.Key}/{a.Ready}")), StringComparer.Ordinal)
            .Select(g => new EndpointSubset(
                [.. g.First().Addresses.Where(a => a.Ready).Select(a => a.Address)],
                [.. g.First().Addresses.Where(a => !a.Ready).Select(a => a.Address)],
                [.. g.Select(p => p.Port).OfType<EndpointPort>()])),
    ];

    public static ImmutableArray<EndpointSubset> Repack(ImmutableArray<EndpointSubset> subsets) =>
        Pack(subsets.SelectMany(Flat));

    /// <summary>Cuts off what is too much: addresses that are not ready first.</summary>
    public static ImmutableArray<EndpointSubset> Cut(ImmutableArray<EndpointSubset> subsets)
    {
        var left = Most;
        var cut = ImmutableArray.CreateBuilder<EndpointSubset>();
        foreach (var subset in subsets)
        {
            var ready = subset.Ready.Take(left).ToImmutableArray();
            left -= ready.Length;
            cut.Add(subset with { Ready = ready });
        }

        for (var index = 0; index < cut.Count; index++)
        {
            var waiting = cut[index].NotReady.Take(left).ToImmutableArray();
            left -= waiting.Length;
            cut[index] = cut[index] with { NotReady = waiting };
        }

        return cut.ToImmutable();
    }

    private static IEnumerable<(EndpointAddress Address, bool Ready, EndpointPort? Port)> Flat(EndpointSubset subset)
    {
        EndpointPort?[] ports = subset.Ports.IsEmpty ? [null] : [.. subset.Ports];
        return ports.SelectMany(port => subset.Ready.Select(a => (a, true, port))
            .Concat(subset.NotReady.Select(a => (a, false, port))));
    }

    private static ImmutableArray<(EndpointAddress Address, bool Ready)> Sorted(
        IEnumerable<(EndpointAddress Address, bool Ready, EndpointPort? Port)> group) =>
    [
        .. group
            .GroupBy(a => a.Address.Key, StringComparer.Ordinal)
            .Select(g => (g.First().Address, g.Any(a => a.Ready)))
            .OrderBy(a => a.Address.Key, StringComparer.Ordinal),
    ];
}
