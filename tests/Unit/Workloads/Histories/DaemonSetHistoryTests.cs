using Xunit;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>Random histories of Advanced DaemonSets.</summary>
public sealed class DaemonSetHistoryTests
{
    [Fact]
    public void No_invariant_is_broken() =>
        ManyReconciles.Play("Advanced DaemonSet", seed => new DaemonSetHistory(seed));
}
