using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Merge.Diffing;
using Fairway.Merge.Patches;
using Fairway.Schema;
using Xunit;

namespace Fairway.Tests.Merge.Diffing;

public sealed class ObjectPatchTests
{
    private static readonly FieldPath Image = FieldPath.Parse("spec.template.spec.containers[name=app].image");

    private static readonly SchemaNode Schema = BuiltInSchemas.Find(new GroupVersionKind("apps", "v1", "Deployment"))!;

    [Fact]
    public void A_value_that_is_kept_is_handed_over_and_leaves_the_body()
    {
        var (recorded, target, live) = (Deployment("a:1"), Deployment("a:2"), Deployment("a:9"));
        var diff = ThreeWayDiff.Of(recorded, target, live, Schema);

        var patch = ObjectPatch.Of(diff, target, live, [Image], (Schema, null));

        Assert.Equal(
            """{"name":"app"}""",
            patch.Body["spec"]!["template"]!["spec"]!["containers"]![0]!.ToJsonString());
        Assert.Equal(
            """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x","namespace":"ns"},
            "spec":{"template":{"spec":{"containers":[{"name":"app","image":"a:9"}]}}}}
            """.ReplaceLineEndings(""),
            patch.HandOver!.ToJsonString());
        Assert.Equal((ObjectAction.None, 0), (diff.Without([Image]).Action, diff.Without([Image]).Changes.Length));
    }

    [Fact]
    public void A_removal_that_is_kept_is_not_sent()
    {
        var (recorded, target) = (Deployment("a:1"), Deployment("a:1"));
        recorded["spec"]!["replicas"] = 3;
        var live = (JsonObject)recorded.DeepClone();
        var replicas = FieldPath.Parse("spec.replicas");
        var diff = ThreeWayDiff.Of(recorded, target, live, Schema);

        Assert.Equal([replicas], ObjectPatch.Of(diff, target, live, [], (Schema, null)).Removals);
        var kept = ObjectPatch.Of(diff, target, live, [replicas], (Schema, null));
        Assert.Empty(kept.Removals);
        Assert.Equal(3, (int?)kept.HandOver!["spec"]!["replicas"]);
        Assert.Null(kept.Rest(live));
    }

    [Fact]
    public void What_an_apply_left_there_is_removed_where_it_is_now()
    {
        var (recorded, target, live) = (Deployment("a:1", "b"), Deployment("a:1"), Deployment("a:1", "b"));
        var patch = ObjectPatch.Of(ThreeWayDiff.Of(recorded, target, live, Schema), target, live, [], (Schema, null));
        var applied = Deployment("a:1", "injected", "b");
        applied["metadata"]!["resourceVersion"] = "12";

        Assert.Equal(
            """
            [{"op":"test","path":"/metadata/resourceVersion","value":"12"},
            {"op":"remove","path":"/spec/template/spec/containers/2"}]
            """.ReplaceLineEndings(""),
            patch.Rest(applied)!.ToJsonString());
        Assert.Null(patch.Rest(Deployment("a:1", "injected")));
    }

    [Fact]
    public void Names_with_slashes_are_escaped_in_the_patch()
    {
        var (recorded, target) = (Deployment("a:1"), Deployment("a:1"));
        recorded["metadata"]!["labels"] = new JsonObject { ["a/b~c"] = "1" };
        var patch = ObjectPatch.Of(
            ThreeWayDiff.Of(recorded, target, recorded, Schema), target, recorded, [], (Schema, null));

        Assert.Equal(
            """[{"op":"remove","path":"/metadata/labels"}]""",
            patch.Rest(recorded)!.ToJsonString());
        recorded["metadata"]!["labels"]!["other"] = "2";
        var one = ObjectPatch.Of(
            ThreeWayDiff.Of(recorded, With(target, "other"), recorded, Schema), target, recorded, [], (Schema, null));
        Assert.Equal(
            """[{"op":"remove","path":"/metadata/labels/a~1b~0c"}]""",
            one.Rest(recorded)!.ToJsonString());
    }

    [Fact]
    public void The_body_carries_neither_status_nor_what_the_rollout_owns()
    {
        var target = Deployment("a:1");
        target["status"] = new JsonObject { ["replicas"] = 1 };
        target["metadata"]!["resourceVersion"] = "1";
        target["spec"]!["paused"] = true;
        target["spec"]!["strategy"] = new JsonObject { ["rollingUpdate"] = new JsonObject { ["maxSurge"] = 1 } };
        var notOurs = RolloutFields.Of(new GroupVersionKind("apps", "v1", "Deployment"));
        var diff = ThreeWayDiff.Of(null, target, null, Schema, notOurs);

        var body = ObjectPatch.Of(diff, target, null, [], (Schema, notOurs)).Body;

        Assert.Equal(["apiVersion", "kind", "metadata", "spec"], body.Select(pair => pair.Key).Order());
        Assert.False(body["spec"]!.AsObject().ContainsKey("paused"));
        Assert.Null(body["spec"]!["strategy"]?["rollingUpdate"]);
        Assert.Null(body["metadata"]!["resourceVersion"]);
    }

    [Fact]
    public void What_is_sent_changes_nothing_but_what_the_diff_says() =>
        Gen.Select(Shapes.Object, Shapes.Object, Shapes.Object).Sample((recorded, target, live) =>
        {
            var diff = ThreeWayDiff.Of(recorded, target, live, Shapes.Kind);
            var patch = ObjectPatch.Of(diff, target, live, [], (Shapes.Kind, null));

            var rest = patch.Rest(live);

            var removals = diff.Changes.Count(change => change.Kind == ChangeKind.Remove);
            Assert.Equal(removals, rest?.Count ?? 0);
            if (rest is not null)
            {
                var removed = (JsonObject)JsonPatch.Apply(live.DeepClone(), rest);
                Assert.DoesNotContain(
                    ThreeWayDiff.Of(recorded, target, removed, Shapes.Kind).Changes,
                    change => change.Kind == ChangeKind.Remove);
            }
        });

    private static JsonObject With(JsonObject target, string label)
    {
        var copy = (JsonObject)target.DeepClone();
        copy["metadata"]!["labels"] = new JsonObject { [label] = "2" };
        return copy;
    }

    private static JsonObject Deployment(string image, params string[] others)
    {
        var containers = new JsonArray(new JsonObject { ["name"] = "app", ["image"] = image });
        foreach (var other in others)
        {
            containers.Add(new JsonObject { ["name"] = other });
        }

        return new()
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "Deployment",
            ["metadata"] = new JsonObject { ["name"] = "x", ["namespace"] = "ns" },
            ["spec"] = new JsonObject
            {
                ["template"] = new JsonObject { ["spec"] = new JsonObject { ["containers"] = containers } },
            },
        };
    }
}
