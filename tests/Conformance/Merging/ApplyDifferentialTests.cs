using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Fairway.Conformance.Kubectl;
using Fairway.Merge.Diffing;
using Fairway.Schema;
using Xunit;

namespace Fairway.Conformance.Merging;

/// <summary>
/// Twice the same story: an object is applied, somebody else changes it, and a new target is applied; once by kubectl,
/// client-side, and once as Fairway does it, by the three-way diff carried by server-side apply. In the end both
/// objects are the same.
/// </summary>
public sealed class ApplyDifferentialTests(FleetFixture fleet)
{
    public static TheoryData<string> Cases => [.. MergeCases.All.Select(item => item.Name)];

    [Theory, MemberData(nameof(Cases))]
    public async Task Ends_as_kubectl_apply_does(string name)
    {
        var item = MergeCases.All.Single(one => one.Name == name);

        var theirs = await ByKubectlAsync(item);
        var ours = await ByFairwayAsync(item);

        Assert.Equal(Comparable.Of(theirs).ToJsonString(), Comparable.Of(ours).ToJsonString());
    }

    private async Task<JsonObject> ByKubectlAsync(MergeCase item)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, "136");
        await kubectl.DoAsync("apply -f -", item.Recorded.ToJsonString());
        await DriftAsync(kubectl, item);
        await kubectl.DoAsync("apply -f -", item.Target.ToJsonString());
        return await GetAsync(kubectl, item);
    }

    private async Task<JsonObject> ByFairwayAsync(MergeCase item)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, "136");
        var apply = $"apply --server-side --field-manager={FieldManagers.Configuration} --force-conflicts -f -";
        await kubectl.DoAsync(apply, item.Recorded.ToJsonString());
        await DriftAsync(kubectl, item);

        var live = await GetAsync(kubectl, item);
        var schema = BuiltInSchemas.Find(ObjectRef.Of(item.Target).Kind);
        var diff = ThreeWayDiff.Of(item.Recorded, item.Target, live, schema);
        var patch = ObjectPatch.Of(diff, item.Target, live, [], (schema, null));
        if (patch.Ahead is { } ahead)
        {
            await kubectl.DoAsync(["patch", item.Kind, "x", "--type=json", "-p", ahead.ToJsonString()]);
        }

        await kubectl.DoAsync(apply, patch.Body.ToJsonString());
        if (patch.Rest(await GetAsync(kubectl, item)) is { } rest)
        {
            await kubectl.DoAsync(["patch", item.Kind, "x", "--type=json", "-p", rest.ToJsonString()]);
        }

        var done = await GetAsync(kubectl, item);
        var left = ThreeWayDiff.Of(item.Target, item.Target, done, schema).Changes;
        Assert.True(left.IsEmpty, $"left to do: {string.Join("; ", left.Select(change => change.Path))}");
        return done;
    }

    private static async Task DriftAsync(KubectlSession kubectl, MergeCase item)
    {
        if (item.Drift is { } drift)
        {
            await kubectl.DoAsync(["patch", item.Kind, "x", "--type=strategic", "-p", drift]);
        }
    }

    private static async Task<JsonObject> GetAsync(KubectlSession kubectl, MergeCase item) =>
        (JsonObject)JsonNode.Parse(await kubectl.DoAsync($"get {item.Kind} x -o json --show-managed-fields"))!;
}
