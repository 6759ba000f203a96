using System.Text.Json.Nodes;
using Fairway.Conformance.Helm;
using Fairway.Conformance.Hosts;
using Fairway.Conformance.Kubectl;
using Xunit;

namespace Fairway.Conformance.Merging;

/// <summary>
/// Many drawn stories at once, in four ways: kubectl's client-side apply, the three-way patches of both helm lines, and
/// Fairway's. They end the same but for the differences that docs/reference/merge.md explains, and those are counted.
/// </summary>
public sealed class DrawnMergeTests(FleetFixture fixture, ITestOutputHelper output)
{
    private const int Stories = 100;
    private const int First = 1;

    [Fact]
    public async Task Drawn_stories_end_as_kubectl_and_helm_end_them()
    {
        var first = Budget.IsLong ? unchecked(Budget.Seed * 1000) : First;
        var stories = Enumerable.Range(0, Budget.Of(Stories, 10))
            .Select(i => DrawnStory.Draw(unchecked(first + i), $"story-{unchecked((uint)(first + i))}")).ToList();
        using var client = (await fixture.FleetAsync()).Client(FleetFixture.Cluster);
        var ours = await EndAsync(await FairwayWay.StartAsync(fixture, client), client, stories);
        var ways = new List<(string Name, IMergeWay Way)>
        {
            ("kubectl", new KubectlWay(await KubectlSession.StartAsync(fixture, "136"))),
            ("helm 3", await HelmWay.StartAsync(fixture, "3")),
            ("helm 4", await HelmWay.StartAsync(fixture, "4")),
        };

        var unexplained = new List<string>();
        foreach (var (name, way) in ways)
        {
            var theirs = await EndAsync(way, client, stories);
            var found = stories.SelectMany(story =>
                MergeDifference.Between(story, ours[story.Name], theirs[story.Name])).ToList();
            foreach (var group in found.GroupBy(one => one.Reason).OrderBy(group => group.Key))
            {
                output.WriteLine($"{name}: {group.Count()} places {group.Key}");
            }

            unexplained.AddRange(found.Where(one => one.Reason == MergeReason.None).Select(one => $"{name}: {one}"));
        }

        output.WriteLine($"{stories.Count} stories from seed {first}");
        Assert.True(unexplained.Count == 0, $"from seed {first}\n{string.Join('\n', unexplained.Take(20))}");
    }

    private static async Task<Dictionary<string, MergeEnd>> EndAsync(
        IMergeWay way, ClusterClient client, IReadOnlyList<DrawnStory> stories)
    {
        var cluster = new MergeCluster(client, way.Namespace);
        await way.ApplyAsync(stories);
        var drifted = new Dictionary<string, JsonObject>();
        foreach (var story in stories)
        {
            drifted[story.Name] = await DriftAsync(cluster, story);
        }

        await way.AdvanceAsync(stories);
        var ends = new Dictionary<string, MergeEnd>();
        foreach (var story in stories)
        {
            ends[story.Name] = new MergeEnd(drifted[story.Name], await cluster.GetAsync(story));
        }

        return ends;
    }

    private static async Task<JsonObject> DriftAsync(MergeCluster cluster, DrawnStory story)
    {
        while (true)
        {
            var live = await cluster.GetAsync(story);
            if (story.Drifted(live) is not { } changed)
            {
                return live;
            }

            if (await cluster.TryPutAsync(story, changed) is { } done)
            {
                return done;
            }
        }
    }
}
