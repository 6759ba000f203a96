using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Fairway.Rollouts.Sights;

/// <summary>
/// The replicas of a workload in groups, so that what is counted of ten thousand costs as much as of ten. Immutable.
/// </summary>
[CollectionBuilder(typeof(ReplicaCrowd), nameof(Of))]
internal sealed class ReplicaCrowd : IReadOnlyCollection<ReplicaSight>
{
    private readonly ImmutableArray<ReplicaGroup> groups;
    private readonly IEnumerable<ReplicaSight> all;
    private readonly bool isByRank;

    private ReplicaCrowd(ImmutableArray<ReplicaGroup> groups, IEnumerable<ReplicaSight>? all)
    {
        this.groups = groups;
        this.all = all ?? groups.SelectMany(group => group.Pods);
        isByRank = all is null;
        Count = groups.Sum(group => group.Pods.Count);
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>Replicas that are enumerated in the order in which they are given.</summary>
    public static ReplicaCrowd Of(ReadOnlySpan<ReplicaSight> pods)
    {
        var byTrait = new SortedDictionary<ReplicaTrait, List<ReplicaSight>>();
        foreach (var pod in pods)
        {
            var trait = ReplicaTrait.Of(pod);
            if (!byTrait.TryGetValue(trait, out var alike))
            {
                byTrait[trait] = alike = [];
            }

            alike.Add(pod);
        }

        return new ReplicaCrowd(
            [.. byTrait.Select(group => new ReplicaGroup(group.Key, group.Value))], ImmutableArray.Create(pods));
    }

    /// <summary>Replicas that are in groups already, in each by rank and then by name; they are enumerated group by
    /// group.</summary>
    public static ReplicaCrowd OfRanked(IEnumerable<ReplicaGroup> groups) => new([.. groups], null);

    /// <summary>How many are of such a group.</summary>
    public int CountOf(Func<ReplicaTrait, bool> isMeant)
    {
        var count = 0;
        foreach (var group in groups)
        {
            count += isMeant(group.Trait) ? group.Pods.Count : 0;
        }

        return count;
    }

    /// <summary>Those of such groups, group by group.</summary>
    public IEnumerable<ReplicaSight> Those(Func<ReplicaTrait, bool> isMeant) =>
        groups.Where(group => isMeant(group.Trait)).SelectMany(group => group.Pods);

    /// <summary>Of those the ones with the lowest ranks, in order of ranks and then of names.</summary>
    public ImmutableArray<ReplicaSight> First(int count, Func<ReplicaTrait, bool> isMeant) =>
    [
        .. groups.Where(group => count > 0 && isMeant(group.Trait))
            .SelectMany(group => isByRank ? group.Pods.Take(count) : group.Pods)
            .OrderBy(pod => pod.Rank).ThenBy(pod => pod.Name, StringComparer.Ordinal)
            .Take(count),
    ];

    /// <inheritdoc/>
    public IEnumerator<ReplicaSight> GetEnumerator() => all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
