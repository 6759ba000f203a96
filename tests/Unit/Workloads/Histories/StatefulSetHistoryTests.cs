using Xunit;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>Random histories of Advanced StatefulSets.</summary>
public sealed class StatefulSetHistoryTests
{
    [Fact]
    public void No_invariant_is_broken() =>
        ManyReconciles.Play("Advanced StatefulSet", seed => new StatefulSetHistory(seed));
}
