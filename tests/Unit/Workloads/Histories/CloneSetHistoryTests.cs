using Xunit;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>Random histories of CloneSets.</summary>
public sealed class CloneSetHistoryTests
{
    [Fact]
    public void No_invariant_is_broken() =>
        ManyReconciles.Play("CloneSet", seed => new CloneSetHistory(seed));

    [Fact]
    public void No_invariant_is_broken_where_raising_the_partition_brings_pods_back() =>
        ManyReconciles.Play("CloneSet that rolls back", seed => new CloneSetHistory(seed) { RollsBack = true });
}
