using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Fairway.Merge.Diffing;
using Fairway.Schema;
using Xunit;

namespace Fairway.Conformance.Merging;

/// <summary>Fairway's: the three-way diff, carried by server-side apply.</summary>
internal sealed class FairwayWay(MergeCluster cluster, string ns) : IMergeWay
{
    private const int Trials = 5;

    public string Namespace => ns;

    public static async Task<FairwayWay> StartAsync(FleetFixture fixture, ClusterClient client)
    {
        var ns = fixture.FreshName("merge");
        await client.CreateNamespaceAsync(ns, TestContext.Current.CancellationToken);
        return new FairwayWay(new MergeCluster(client, ns), ns);
    }

    public async Task ApplyAsync(IReadOnlyList<DrawnStory> stories)
    {
        foreach (var story in stories)
        {
            await cluster.ApplyAsync(story, story.Recorded, FieldManagers.Configuration);
        }
    }

    public async Task AdvanceAsync(IReadOnlyList<DrawnStory> stories)
    {
        foreach (var story in stories)
        {
            await AdvanceAsync(story);
        }
    }

    private async Task AdvanceAsync(DrawnStory story)
    {
        var schema = BuiltInSchemas.Find(ObjectRef.Of(story.Target).Kind);
        for (var trial = 1; trial <= Trials; trial++)
        {
            var live = await cluster.GetAsync(story);
            var diff = ThreeWayDiff.Of(story.Recorded, story.Target, live, schema);
            var patch = ObjectPatch.Of(diff, story.Target, live, [], (schema, null));
            if (await PatchAsync(story, patch.Ahead)
                && await PatchAsync(
                    story, patch.Rest(await cluster.ApplyAsync(story, patch.Body, FieldManagers.Configuration))))
            {
                break;
            }
        }

        var done = await cluster.GetAsync(story);
        var left = ThreeWayDiff.Of(story.Target, story.Target, done, schema).Changes;
        Assert.True(left.IsEmpty, $"{story.Name}, left to do: {string.Join("; ", left.Select(change => change.Path))}");
    }

    /// <summary>False where a controller has written since: then all is looked at anew.</summary>
    private async Task<bool> PatchAsync(DrawnStory story, JsonArray? patch) =>
        patch is null || await cluster.TryPatchAsync(story, patch, FieldManagers.Configuration) is not null;
}
