using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Merge.Fields;
using Fairway.Merge.Ownership;
using Fairway.Merge.Patches;
using Xunit;

namespace Fairway.Tests.Merge.Ownership;

public sealed class ServerSideApplyTests
{
    private static readonly Gen<Write[]> Histories =
        (from manager in Trees.OneOf("a", "b", "c")
         from isApply in Gen.Frequency((1, Gen.Const(false)), (3, Gen.Const(true)))
         from force in Gen.Bool
         from item in Shapes.Object
         select new Write(manager, isApply, force, item)).Array[1, 6];

    private sealed record Write(string Manager, bool IsApply, bool Force, JsonObject Item)
    {
        public override string ToString() =>
            $"{(IsApply ? Force ? "force" : "apply" : "update")} {Manager} {Item.ToJsonString()}\n";
    }

    private static UpdateContext By(string manager, int second = 0) =>
        new(Shapes.Kind, manager, "v1", "", new DateTimeOffset(2026, 1, 1, 0, 0, second, TimeSpan.Zero));

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    private static Dictionary<(string Manager, bool Applies), FieldSet> Owners(JsonObject item) =>
        (item["metadata"]?["managedFields"]?.AsArray() ?? []).ToDictionary(
            e => (e!["manager"]!.GetValue<string>(), e["operation"]!.GetValue<string>() == "Apply"),
            e => FieldSet.TryRead(e!["fieldsV1"], out var set) ? set : throw new InvalidOperationException($"{e}"));

    private static void Replay(Write[] history, Action<JsonObject?, Write, JsonObject> check)
    {
        JsonObject? live = null;
        for (var i = 0; i < history.Length; i++)
        {
            var write = history[i];
            JsonObject next;
            if (write.IsApply)
            {
                try
                {
                    next = ServerSideApply.Apply(live, write.Item, By(write.Manager, i), write.Force).Item;
                }
                catch (PatchException refused) when (refused.Failure == PatchFailure.Conflict)
                {
                    continue;
                }
            }
            else
            {
                next = (JsonObject)write.Item.DeepClone();
                ManagedFields.Update(live, next, By(write.Manager, i));
            }

            check(live, write, next);
            live = next;
        }
    }

    /// <summary>
    /// The elements of lists that a path leads through. Who owns no more than a field of an element does not hold the
    /// element: a container goes with whoever wanted it, though another has set its image.
    /// </summary>
    private static IEnumerable<string> Elements(string path) =>
        path.Select((c, i) => (c, i)).Where(p => p.c == ']').Select(p => path[..(p.i + 1)]);

    [Fact]
    public void What_is_applied_is_there() => Histories.Sample(history => Replay(history, (_, write, next) =>
    {
        var leaves = Leaves.Of(next);
        Assert.All(write.IsApply ? Leaves.Of(write.Item) : [], l => Assert.Equal(l.Value, leaves[l.Key]));
    }));

    [Fact]
    public void Applying_twice_changes_nothing() => Histories.Sample(history => Replay(history, (_, write, next) =>
    {
        if (write.IsApply)
        {
            var stored = Stored(next);
            var again = Stored(ServerSideApply.Apply(stored, write.Item, By(write.Manager, 59), false).Item);
            ManagedFields.KeepTimes(stored, again);
            Assert.True(JsonNode.DeepEquals(stored, again), $"{stored.ToJsonString()}\n{again.ToJsonString()}");
        }
    }));

    /// <summary>As API servers store it: an empty spec is as good as none.</summary>
    private static JsonObject Stored(JsonObject item)
    {
        var stored = (JsonObject)item.DeepClone();
        if (stored["spec"] is JsonObject { Count: 0 })
        {
            stored.Remove("spec");
        }

        return stored;
    }

    [Fact]
    public void What_others_own_is_never_lost() => Histories.Sample(history => Replay(history, (live, write, next) =>
    {
        if (live is null || !write.IsApply)
        {
            return;
        }

                    var (before, wanted, after) = (Leaves.Of(live), Leaves.Of(write.Item), Leaves.Of(next));
                    var others = Owners(live)
                        .Where(o => o.Key != (write.Manager, true))
                        .SelectMany(o => o.Value.Paths())
                        .ToHashSet();
                    var kept = before.Where(l =>
                        others.Contains(l.Key) && Elements(l.Key).All(e => others.Contains(e) || IsWanted(e)));
                    Assert.All(
                        kept,
                        l => Assert.Equal(wanted.GetValueOrDefault(l.Key) ?? l.Value, after.GetValueOrDefault(l.Key)));

        bool IsWanted(string element) => wanted.Keys.Any(k => k.StartsWith(element, StringComparison.Ordinal));
    }));

    [Fact]
    public void What_one_alone_applied_goes_when_it_is_applied_no_more() =>
        Histories.Sample(history =>
            Replay(
                history,
                (live, write, next) =>
                {
                    if (live is null || !write.IsApply)
                    {
                        return;
                    }

                    var owners = Owners(live);
                    var last = owners.GetValueOrDefault((write.Manager, true))?.Paths() ?? [];
                    var others = owners
                        .Where(o => o.Key != (write.Manager, true))
                        .SelectMany(o => o.Value.Paths())
                        .ToHashSet();
                    var (wanted, after) = (Leaves.Of(write.Item), Leaves.Of(next));
                    Assert.All(
                        last.Where(p => !others.Contains(p) && !wanted.ContainsKey(p)),
                        p => Assert.DoesNotContain(p, after.Keys));
                }));

    [Fact]
    public void It_conflicts_exactly_where_another_owns_another_value() =>
        Gen.Select(Histories, Shapes.Object)
            .Sample(
                (history, item) =>
                {
                    JsonObject? live = null;
                    Replay(history, (_, _, next) => live = next);
                    if (live is null)
                    {
                        return;
                    }

                    var before = Leaves.Of(live);
                    var expected = Owners(live)
                        .Where(o => o.Key != ("a", true))
                        .SelectMany(o =>
                            Leaves
                                .Of(item)
                                .Where(l =>
                                    o.Value.Paths().Contains(l.Key) && before.GetValueOrDefault(l.Key) != l.Value)
                                .Select(l =>
                                    (
                                        Manager: o.Key.Applies
                                            ? $"conflict with \"{o.Key.Manager}\""
                                            : $"conflict with \"{o.Key.Manager}\" using v1",
                                        l.Key)))
                        .Order();
                    var refused =
                        Record.Exception(() => ServerSideApply.Apply(live, item, By("a"), false)) as PatchException;

        var actual = (refused?.Causes ?? []).Where(c => !IsContainer(c.Field));
        Assert.Equal(expected, actual.Select(c => (c.Message, c.Field)).Order());
        Assert.NotNull(ServerSideApply.Apply(live, item, By("a"), true));
    });

    [Fact]
    public void Everything_owned_is_there_and_everything_there_is_owned() =>
        Histories.Sample(history =>
            Replay(
                history,
                (_, _, next) =>
                {
                    var owned = Owners(next).Values.Aggregate(FieldSet.Empty, (a, b) => a.Union(b)).Paths().ToHashSet();
                    Assert.Subset(owned, Leaves.Of(next).Keys.ToHashSet());
                    var there = FieldComparison.Compare([], next, Shapes.Kind).Changed.Paths().ToHashSet();
                    Assert.Subset(there, owned.Where(p => !IsContainer(p)).ToHashSet());
                }));

    /// <summary>
    /// A map or list that lost its last member stays with its owner, though it is not written any more.
    /// </summary>
    private static bool IsContainer(string path) =>
        path.Split('.')[^1] is "labels" or "finalizers" or "spec" or "containers" or "ports" or "env";

    [Fact]
    public void Arguments_are_left_as_they_are() => Gen.Select(Shapes.Object, Shapes.Object).Sample((a, b) =>
    {
        var live = ServerSideApply.Apply(null, a, By("a"), false).Item;
        var (wasLive, wasConfig) = (live.ToJsonString(), b.ToJsonString());
        ServerSideApply.Apply(live, b, By("b"), true).Item["metadata"] = null;
        Assert.Equal((wasLive, wasConfig), (live.ToJsonString(), b.ToJsonString()));
    });

    [Theory]
    [InlineData("a,b,c", "c,a", "b,c,a")]
    [InlineData("a,b,c", "x,b", "a,x,b,c")]
    [InlineData("a,b,c,d", "d,b", "a,c,d,b")]
    [InlineData("", "x,y", "x,y")]
    [InlineData("a,b", "", "a,b")]
    public void Applied_elements_come_in_the_applied_order(string live, string config, string expected)
    {
        var merged = ServerSideApply.Apply(Things(live), Things(config), By("m"), true).Item;

        Assert.Equal(
            expected,
            string.Join(',', merged["spec"]!["containers"]!.AsArray().Select(c => c!["name"]!.GetValue<string>())));

        static JsonObject Things(string names) =>
            Parse(
                $$$"""
                {"metadata":{"name":"x"},"spec":{"containers":[{{{string.Join(
                    ',',
                    names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => $$"""{"name":"{{n}}"}""")
                )}}}]}}
                """);
    }

    [Theory]
    [InlineData("""{"spec":{"nope":1}}""", ".spec.nope: field not declared in schema")]
    [InlineData("""{"spec":{"replicas":"x"}}""", ".spec.replicas: expected numeric (int or float), got string")]
    [InlineData("""{"spec":{"paused":1}}""", ".spec.paused: expected boolean, got &{1}")]
    [InlineData("""{"spec":{"args":{"a":1}}}""", ".spec.args: expected list, got &{map[a:1]}")]
    [InlineData(
        """{"spec":{"args":["a",1]}}""",
        ".spec.args[1]: expected string, got &value.valueUnstructured{Value:1}")]
    [InlineData("""{"spec":[]}""", ".spec: expected map, got &{[]}")]
    [InlineData(
        """{"spec":{"containers":["x"]}}""",
        ".spec.containers: element 0: associative list with keys may not have non-map elements")]
    [InlineData(
        """{"spec":{"ports":[{"port":80},{"port":80,"protocol":"TCP"}],"paused":1}}""",
        "errors:\n  .spec.ports: duplicate entries for key [port=80,protocol=\"TCP\"]\n"
            + "  .spec.paused: expected boolean, got &{1}")]
    public void What_does_not_fit_the_schema_is_refused(string config, string error)
    {
        var item = Parse(config);
        item["apiVersion"] = "apps/v1";
        item["kind"] = "Thing";
        item["metadata"] = new JsonObject { ["name"] = "x" };
        var refused = Assert.Throws<PatchException>(() => ServerSideApply.Apply(null, item, By("m"), false));

        Assert.Equal(500, refused.StatusCode);
        Assert.Equal($"failed to create typed patch object (/x; apps/v1, Kind=Thing): {error}", refused.Message);
    }

    [Fact]
    public void Several_conflicts_are_told_by_manager()
    {
        var live = ServerSideApply
            .Apply(null, Parse("""{"spec":{"replicas":1,"paused":true}}"""), By("one"), false)
            .Item;
        live = ServerSideApply.Apply(live, Parse("""{"spec":{"args":["x"]}}"""), By("another"), false).Item;
        var refused = Assert.Throws<PatchException>(() => ServerSideApply.Apply(
            live, Parse("""{"spec":{"replicas":2,"paused":false,"args":[]}}"""), By("m"), false));

        Assert.Equal(
            "Apply failed with 3 conflicts: conflicts with \"another\":\n- .spec.args\n"
            + "conflicts with \"one\":\n- .spec.paused\n- .spec.replicas",
            refused.Message);
    }
}
