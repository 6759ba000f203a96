using Fairway.Api.Releases;
using Fairway.Cli.Demo;
using Fairway.Cli.Releases;
using Xunit;

namespace Fairway.Tests.Cli.Demo;

public sealed class DemoSummaryTests
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.UnixEpoch.AddHours(12);

    [Fact]
    public void Gates_are_told_by_what_they_said_and_clusters_by_what_they_run()
    {
        var seen = DemoScene.Seen()[2];
        var book = new GateBook();
        book.Add(Sight(seen, Direction.Forward, Gate("health/before", "4 nodes", Noon)));
        seen = seen with { Gates = book.Words };
        Assert.Equal(
            """
            Release bad, registry-cache=2.8.3: RolledBack
            STAGE       CLUSTERS                   WAY       SAW             SAID
            smallflow   cluster-001, cluster-002   forward   health/before   Pass: 4 nodes
            smallflow   cluster-002                forward   rollout         Stopped: CrashLoop: secure nodes

            What runs now, by the images of the clusters' pods:
            CLUSTER       STAGE        INFRASTRUCTURE   REGISTRY-CACHE   EDGE-PROXY   PODS
            cluster-001   testing      cloud            2.8.2            1.31.1       6 of 6 ready
            cluster-002   canary       multi-tenant     2.8.2            1.31.1       6 of 6 ready
            cluster-003   production   multi-tenant     2.8.2            1.31.1       6 of 6 ready

            """,
            DemoSummary.Of(DemoScene.Story, [seen]));
    }

    [Fact]
    public void A_word_that_outlives_the_turn_stays_one_of_the_way_forward()
    {
        var seen = DemoScene.Seen()[2];
        var before = Gate("health/before", "4 nodes", Noon);
        var book = new GateBook();
        book.Add(Sight(seen, Direction.Forward, before, Gate("health/step", "1 of 4", Noon)));
        book.Add(Sight(seen, Direction.Forward, before, Gate("health/step", "2 of 4", Noon)));
        book.Add(Sight(seen, Direction.Back, before, Gate("health/step", "4 of 4", Noon.AddSeconds(9))));
        Assert.Equal(
            [
                "cluster-001 Forward health/before 4 nodes",
                "cluster-001 Forward health/step 2 of 4",
                "cluster-001 Back health/step 4 of 4",
            ],
            book.Words.Where(word => word.Cluster == "cluster-001")
                .Select(word => $"{word.Cluster} {word.Direction} {word.Sight.Gate} {word.Sight.Says}"));
    }

    [Fact]
    public void The_end_says_whom_the_bad_version_reached() => Assert.Equal(
        "All went as it should; 3 days and 2 hours of the fleet passed in 12.3 s: the bad version reached 2 clusters "
        + "and is gone from there, and no pod of the other 1 cluster was replaced.",
        DemoSummary.End(DemoScene.Seen(), [], new DemoTimes(TimeSpan.FromHours(74.5), TimeSpan.FromSeconds(12.34))));

    [Fact]
    public void The_end_says_what_differs() => Assert.Equal(
        "After 1.0 s, not all is as it should be:\n  one\n  two",
        DemoSummary.End([], ["one", "two"], new DemoTimes(TimeSpan.Zero, TimeSpan.FromSeconds(1))));

    private static GateSight Gate(string name, string says, DateTimeOffset at) =>
        new() { Gate = name, Decision = "Pass", Says = says, At = at };

    private static ReleaseSight Sight(ActSeen seen, Direction direction, params GateSight[] gates) =>
        seen.Sight with
        {
            Clusters =
            [
                .. seen.Sight.Clusters.Select(item => item with
                {
                    Status = item.Status! with { Direction = direction, Gates = gates },
                }),
            ],
        };
}
