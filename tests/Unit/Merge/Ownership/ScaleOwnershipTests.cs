using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Ownership;
using Fairway.Merge.Patches;
using Fairway.Schema;
using Fairway.Tests.Merge.Transcripts;
using Xunit;

namespace Fairway.Tests.Merge.Ownership;

public sealed class ScaleOwnershipTests
{
    private const string Replicas = "spec.replicas";

    private static readonly SchemaNode Deployment = BuiltInSchemas.Find("io.k8s.api.apps.v1.Deployment")!;

    private static readonly SchemaNode Scale = BuiltInSchemas.Find("io.k8s.api.autoscaling.v1.Scale")!;

    private static UpdateContext OnScale(string manager) =>
        new(Scale, manager, "autoscaling/v1", "scale", Recording.Time) { Ignored = FieldSet.OfPaths("status") };

    private static JsonObject Created(long replicas)
    {
        var item = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "d", ["uid"] = "1" },
            ["spec"] = new JsonObject { ["replicas"] = replicas, ["paused"] = true },
        };
        ManagedFields.Update(null, item, new(Deployment, "transcript", "apps/v1", "", Recording.Time));
        return item;
    }

    private static JsonObject ScaleOf(JsonObject item) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = "d",
            ["uid"] = "1",
            ["managedFields"] = ScaleOwnership.ToScale(item, Replicas),
        },
        ["spec"] = new JsonObject { ["replicas"] = item["spec"]!["replicas"]!.DeepClone() },
    };

    private static JsonObject Config(long replicas) => (JsonObject)JsonNode.Parse($$$"""
        {"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"d"},"spec":{"replicas":{{{replicas}}}}}
        """)!;

    private static string Entries(JsonArray? list) => string.Join(" | ", (list ?? []).Select(e =>
    {
        Assert.True(FieldSet.TryRead(e!["fieldsV1"], out var set));
        return $"{e["manager"]} {e["operation"]} {e["apiVersion"]} {e["subresource"]} {e["time"] is not null}: {set}";
    }));

    [Fact]
    public void An_update_by_the_scale_takes_the_replicas()
    {
        var live = Created(1);
        var scale = ScaleOf(live);
        scale["spec"]!["replicas"] = 2;
        ManagedFields.Update(ScaleOf(live), scale, OnScale("transcript"));

        Assert.Equal(
            "transcript Update apps/v1 scale False: .spec.replicas | transcript Update apps/v1  True: .spec.paused",
            Entries(ScaleOwnership.ToObject(live, scale, "apps/v1", Replicas)));
    }

    [Fact]
    public void An_apply_of_the_scale_conflicts_with_who_owns_the_replicas()
    {
        var live = Created(1);
        var refused = Assert.Throws<PatchException>(
            () => ServerSideApply.Apply(ScaleOf(live), Config(2), OnScale("mgr-s"), false));

        Assert.Equal(
            "Apply failed with 1 conflict: conflict with \"transcript\" using autoscaling/v1: .spec.replicas",
            refused.Message);
        var forced = ServerSideApply.Apply(ScaleOf(live), Config(2), OnScale("mgr-s"), true).Item;
        Assert.Equal(
            "mgr-s Apply apps/v1 scale False: .spec.replicas | transcript Update apps/v1  True: .spec.paused",
            Entries(ScaleOwnership.ToObject(live, forced, "apps/v1", Replicas)));
    }

    [Fact]
    public void A_scale_that_changes_nothing_leaves_owners_as_they_were()
    {
        var live = Created(1);
        var scale = ScaleOf(live);
        ManagedFields.Update(ScaleOf(live), scale, OnScale("other"));

        Assert.True(JsonNode.DeepEquals(
            live["metadata"]!["managedFields"], ScaleOwnership.ToObject(live, scale, "apps/v1", Replicas)));
    }
}
