using Fairway.Api.Releases;
using Fairway.Cli.Demo;
using Xunit;

namespace Fairway.Tests.Cli.Demo;

public sealed class DemoVerdictTests
{
    private readonly List<ActSeen> seen = DemoScene.Seen();

    private IReadOnlyList<string> Differences => DemoVerdict.Differences(DemoScene.Story, seen);

    [Fact]
    public void Nothing_differs_where_the_story_came_true() => Assert.Empty(Differences);

    [Fact]
    public void A_release_that_ended_otherwise_is_told_and_so_are_those_that_never_began()
    {
        var first = seen[0];
        seen.Clear();
        seen.Add(first with { Sight = DemoScene.Sight(first.Act, ReleasePhase.Failed, []) });
        Assert.Equal(
            [
                "Release first should be Succeeded, and is Failed",
                "Release good has not ended",
                "Release bad has not ended",
            ],
            Differences);
    }

    [Fact]
    public void A_pod_of_another_image_is_told()
    {
        var cache = DemoScene.Story.Components[0];
        var after = seen[2].After.ToList();
        after[1] = after[1] with { Pods = [DemoScene.Pod(cache, "2.8.3", 0, "x"), .. after[1].Pods.Skip(1)] };
        seen[2] = seen[2] with { After = after };
        Assert.Equal(
            [
                "after bad, 3 of 4 pods of registry-cache on cluster-002 are ready at 2.8.2; there are 3 of "
                + $"{cache.ImageOf("2.8.2")}, 1 of {cache.ImageOf("2.8.3")}",
            ],
            Differences);
    }

    [Fact]
    public void A_pod_that_is_not_ready_or_is_one_too_many_is_told()
    {
        var after = seen[2].After.ToList();
        var pods = after[0].Pods.ToList();
        pods[0] = pods[0] with { Status = null };
        pods.Add(DemoScene.Pod(DemoScene.Story.Components[1], "1.31.1", 9, "x"));
        after[0] = after[0] with { Pods = pods };
        seen[2] = seen[2] with { After = after };
        Assert.Equal(2, Differences.Count);
        Assert.All(Differences, difference => Assert.Contains("on cluster-001", difference, StringComparison.Ordinal));
    }

    [Fact]
    public void A_cluster_without_a_part_must_keep_its_pods()
    {
        var after = seen[2].After.ToList();
        after[2] = DemoScene.Pods("cluster-003", 2, "replaced");
        seen[2] = seen[2] with { After = after };
        Assert.Equal(["pods of cluster-003 were replaced, and it had no part in bad"], Differences);
    }

    [Fact]
    public void A_bad_version_must_fail_in_one_cluster_for_its_nodes()
    {
        var act = seen[2].Act;
        seen[2] = seen[2] with
        {
            Sight = DemoScene.Sight(
                act,
                act.Expected,
                [
                    DemoScene.Item("cluster-001", "Unreachable: no answer"),
                    DemoScene.Item("cluster-002", DemoScene.Failure),
                ]),
        };
        Assert.Equal(
            [
                "Release bad should have failed in one cluster, and did in 2",
                "the bad version should have been found in canary; it was in testing",
                "it should have been seen that pods crash; cluster-001 failed with: Unreachable: no answer",
            ],
            Differences);
    }
}
