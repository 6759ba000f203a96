using System.Collections;
using System.Collections.Immutable;
using Fairway.Kube.Caching;
using Fairway.Rollouts.Sights;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>Pods of a <see cref="PodCrowd"/> that agree in what counts, by rank and then by name.</summary>
internal sealed class CrowdGroup(ReplicaTrait trait)
{
    public ReplicaTrait Trait => trait;

    public ImmutableSortedSet<Member> Members { get; private set; } =
        ImmutableSortedSet.Create<Member>(ByRank.Instance);

    public Member Add(CachedObject<PodView> pod, ulong rank)
    {
        var member = new Member(this, pod, rank);
        Members = Members.Add(member);
        return member;
    }

    public void Remove(Member member) => Members = Members.Remove(member);

    /// <summary>The pods as they are now.</summary>
    public ReplicaGroup Seen() => new(trait, new Sights(trait, Members));

    /// <summary>A pod in its group. What a rollout is shown is made of it when it is looked at: few are.</summary>
    internal sealed class Member(CrowdGroup group, CachedObject<PodView> pod, ulong rank)
    {
        public CrowdGroup Group => group;

        public CachedObject<PodView> Pod => pod;

        public ulong Rank => rank;
    }

    private sealed class Sights(ReplicaTrait trait, ImmutableSortedSet<Member> members)
        : IReadOnlyCollection<ReplicaSight>
    {
        public int Count => members.Count;

        public IEnumerator<ReplicaSight> GetEnumerator() => members.Select(See).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private ReplicaSight See(Member member) => PodReader.Sight(member.Pod) with
        {
            Rank = member.Rank,
            Revision = trait.Revision,
            IsReady = trait.IsReady,
            IsNodeReady = !trait.IsLost,
        };
    }

    private sealed class ByRank : IComparer<Member>
    {
        public static ByRank Instance { get; } = new();

        public int Compare(Member? x, Member? y) => x!.Rank != y!.Rank
            ? x.Rank.CompareTo(y.Rank)
            : string.CompareOrdinal(x.Pod.Key.Name, y.Pod.Key.Name);
    }
}
