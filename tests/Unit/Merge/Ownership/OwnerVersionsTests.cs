using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Fairway.Merge.Ownership;
using Fairway.Merge.Patches;
using Fairway.Schema;
using Xunit;

namespace Fairway.Tests.Merge.Ownership;

/// <summary>Owners whose fields were recorded in another version, or before the schema changed.</summary>
public sealed class OwnerVersionsTests
{
    private static readonly SchemaNode Text = new() { Type = SchemaType.String };

    private static readonly SchemaNode Anything = new() { Type = SchemaType.Any };

    private static readonly SchemaNode First = Kind(("size", Text), ("shared", Text));

    private static readonly SchemaNode Second = Kind(("extent", Text), ("shared", Text));

    [Fact]
    public void An_owner_in_another_version_conflicts_by_the_field_of_its_version()
    {
        var live = Apply(null, Item("g/v1", ("size", "1")), "one");

        var refused = Assert.Throws<PatchException>(() => Apply(live, Item("g/v2", ("extent", "2")), "two"));

        Assert.Equal("Apply failed with 1 conflict: conflict with \"one\": .spec.size", refused.Message);
    }

    [Fact]
    public void The_same_manager_gives_up_what_it_applied_in_another_version()
    {
        var live = Apply(null, Item("g/v1", ("size", "1"), ("shared", "x")), "one");

        var next = Apply(live, Item("g/v2", ("shared", "x")), "one");

        Assert.Equal("""{"shared":"x"}""", next["spec"]!.ToJsonString());
        Assert.Equal("g/v2", Assert.Single(next["metadata"]!["managedFields"]!.AsArray())!["apiVersion"]!.ToString());
    }

    [Fact]
    public void What_another_wants_in_another_version_stays()
    {
        var live = Apply(null, Item("g/v1", ("size", "1"), ("shared", "x")), "one");
        live = Apply(live, Item("g/v2", ("extent", "1")), "two");

        var next = Apply(live, Item("g/v1", ("shared", "x")), "one");

        Assert.Equal("""{"size":"1","shared":"x"}""", next["spec"]!.ToJsonString());
    }

    [Fact]
    public void An_update_takes_fields_from_owners_in_another_version()
    {
        var live = Apply(null, Item("g/v1", ("size", "1")), "one");
        var updated = (JsonObject)Versions.To(live, "g/v2").DeepClone();
        updated["spec"]!["extent"] = "2";

        ManagedFields.Update(Versions.To(live, "g/v2"), updated, By("two", "g/v2"));

        var owner = Assert.Single(updated["metadata"]!["managedFields"]!.AsArray())!;
        Assert.Equal("two", owner["manager"]!.ToString());
    }

    [Fact]
    public void Owners_of_a_version_that_is_no_more_are_forgotten()
    {
        var live = Apply(null, Item("g/v1", ("shared", "x")), "one");
        live["metadata"]!["managedFields"]![0]!["apiVersion"] = "g/v0";

        var next = Apply(live, Item("g/v1", ("shared", "y")), "two");

        Assert.Equal("two", Assert.Single(next["metadata"]!["managedFields"]!.AsArray())!["manager"]!.ToString());
    }

    [Fact]
    public void A_write_whose_object_does_not_fit_the_version_of_an_owner_leaves_no_owners()
    {
        var live = Apply(null, Item("g/v1", ("shared", "x")), "one");
        var updated = Versions.To(live, "g/v3");
        updated["spec"]!["unknown"] = "y";

        ManagedFields.Update(Versions.To(live, "g/v3"), updated, By("two", "g/v3"));

        Assert.Null(updated["metadata"]!["managedFields"]);
    }

    [Fact]
    public void Who_owned_parts_of_what_became_atomic_owns_the_whole()
    {
        var granular = Kind(("map", new() { Type = SchemaType.Map, ItemsFactory = () => Text }));
        var atomic = Kind(("map", new() { Type = SchemaType.Map, AtomicMap = true, ItemsFactory = () => Text }));
        var config = (JsonObject)JsonNode.Parse("""{"apiVersion":"g/v1","spec":{"map":{"a":"1"}}}""")!;
        var live = ServerSideApply.Apply(null, config, By("one", "g/v1") with { Schema = granular }, false).Item;
        config["spec"]!["map"]!["b"] = "2";

        var refused = Assert.Throws<PatchException>(() => ServerSideApply.Apply(
            live, config, By("two", "g/v1") with { Schema = atomic, Versions = null, IsReshaped = true }, false));

        Assert.Equal("Apply failed with 1 conflict: conflict with \"one\": .spec.map", refused.Message);
    }

    private static JsonObject Apply(JsonObject? live, JsonObject config, string manager)
    {
        var version = config["apiVersion"]!.ToString();
        var shown = live is null ? null : Versions.To(live, version);
        return ServerSideApply.Apply(shown, config, By(manager, version), false).Item;
    }

    private static UpdateContext By(string manager, string version) => new(
        version == "g/v2" ? Second : First, manager, version, "", new DateTimeOffset(2026, 1, 1, 0, 0, 0, default))
    {
        Versions = new Versions(),
    };

    private static JsonObject Item(string version, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var spec = new JsonObject();
        foreach (var (name, value) in fields)
        {
            spec[name] = value;
        }

        return new() { ["apiVersion"] = version, ["kind"] = "Thing", ["spec"] = spec };
    }

    private static SchemaNode Kind(params (string Name, SchemaNode Schema)[] fields) => Members(
        ("apiVersion", Text),
        ("kind", Text),
        ("metadata", Members(("name", Text), ("managedFields", Anything))),
        ("spec", Members(fields)));

    private static SchemaNode Members(params (string Name, SchemaNode Schema)[] members)
    {
        var places = members.ToFrozenDictionary(m => m.Name, m => m.Schema, StringComparer.Ordinal);
        return new() { Type = SchemaType.Object, PropertiesFactory = () => places };
    }

    /// <summary>Versions that call one field by two names.</summary>
    private sealed class Versions : IKindVersions
    {
        public static JsonObject To(JsonObject item, string version)
        {
            var copy = (JsonObject)item.DeepClone();
            copy["apiVersion"] = version;
            var (from, to) = version == "g/v2" ? ("size", "extent") : ("extent", "size");
            if (copy["spec"] is JsonObject spec && spec.Remove(from, out var value))
            {
                spec.Insert(0, to, value);
            }

            return copy;
        }

        public VersionedObject? Convert(JsonObject item, string apiVersion) => apiVersion switch
        {
            "g/v1" or "g/v3" => new(To(item, apiVersion), First),
            "g/v2" => new(To(item, apiVersion), Second),
            _ => null,
        };
    }
}
