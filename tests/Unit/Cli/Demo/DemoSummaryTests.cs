using Fairway.Cli.Demo;
using Xunit;

namespace Fairway.Tests.Cli.Demo;

public sealed class DemoSummaryTests
{
    [Fact]
    public void A_row_for_each_rollout_in_order_and_a_sentence()
    {
        var (web, agent) = (DemoWorkload.All[0], DemoWorkload.All[1]);
        var summary = DemoSummary.Of(
            [
                new("cluster-002", web, 3, null, TimeSpan.FromSeconds(120), "pod web-1 is Pending and not Ready"),
                new("cluster-001", web, 6, 6, TimeSpan.FromSeconds(2.34), null),
                new("cluster-001", agent, 12, 12, TimeSpan.FromSeconds(5), null),
            ],
            TimeSpan.FromSeconds(121));
        Assert.Equal(
            """
            CLUSTER       WORKLOAD          IMAGE            PODS    TOOK      RESULT
            cluster-001   daemonset/agent   1.0.0 -> 1.1.0   12/12   5.0 s     rolled
            cluster-001   deployment/web    1.0.0 -> 1.1.0   6/6     2.3 s     rolled
            cluster-002   deployment/web    1.0.0 -> 1.1.0   3/?     120.0 s   pod web-1 is Pending and not Ready

            2 of 3 rollouts done in 121.0 s: 21 pods seen Ready on 1.1.0.
            """,
            summary);
    }
}
