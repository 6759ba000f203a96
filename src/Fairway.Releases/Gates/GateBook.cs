using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Blockers;
using Fairway.Releases.Interlocks;
using Fairway.Releases.Windows;

namespace Fairway.Releases.Gates;

/// <summary>What the meta cluster says that gates decide on.</summary>
public sealed record GateBook
{
    /// <summary>Nothing.</summary>
    public static GateBook Empty { get; } = new();

    /// <summary>Reads what there is.</summary>
    public static GateBook Of(
        IEnumerable<ReleaseWindow> windows,
        IEnumerable<ReleaseBlocker> blockers,
        IEnumerable<Approval> approvals) => new()
    {
        Approvals = [.. ByName(approvals)],
        Windows = [.. ByName(windows).Select(WindowSight.Of)],
        Blockers = [.. ByName(blockers).Select(BlockerSight.Of)],
    };

    /// <summary>Every ReleaseWindow, by name.</summary>
    public IReadOnlyList<WindowSight> Windows { get; init; } = [];

    /// <summary>Every ReleaseBlocker, by name.</summary>
    public IReadOnlyList<BlockerSight> Blockers { get; init; } = [];

    /// <summary>What was read lately of metrics that blockers ask for; null where nothing was.</summary>
    public Func<BlockerQuery, BlockerReading?> ReadingOf { get; init; } = static _ => null;

    /// <summary>What other Releases have under way in the cluster of a ClusterRelease.</summary>
    public Func<ClusterRelease, IReadOnlyList<Occupant>> OccupantsOf { get; init; } = static _ => [];

    /// <summary>Who waits for conflict domains of the cluster of a ClusterRelease of a Release, and comes
    /// first.</summary>
    public Func<ClusterRelease, Release, IReadOnlyList<Contender>> ContendersOf { get; init; } = static (_, _) => [];

    /// <summary>The conflict domain of a component.</summary>
    public Func<string, ConflictDomain> DomainOf { get; init; } = static _ => ConflictDomain.None;

    /// <summary>Every Approval, by name.</summary>
    public IReadOnlyList<Approval> Approvals { get; init; } = [];

    /// <summary>Objects in the order of their names.</summary>
    internal static IEnumerable<T> ByName<T>(IEnumerable<T> items)
        where T : FairwayObject => items.OrderBy(item => item.Metadata.Name, StringComparer.Ordinal);
}
