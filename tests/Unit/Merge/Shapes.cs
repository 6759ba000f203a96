using System.Collections.Frozen;
using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Schema;

namespace Fairway.Tests.Merge;

/// <summary>A small kind that has one field of each shape, and random objects of it.</summary>
internal static class Shapes
{
    private static readonly SchemaNode Text = new() { Type = SchemaType.String };

    private static readonly SchemaNode Number = new() { Type = SchemaType.Integer };

    public static SchemaNode Kind { get; } = Members(
        ("apiVersion", Text),
        ("kind", Text),
        ("metadata", Members(
            ("name", Text),
            ("labels", new() { Type = SchemaType.Map, ItemsFactory = () => Text }),
            ("finalizers", List(Text, ListType.Set)))),
        ("spec", Members(
            ("replicas", Number),
            ("paused", new() { Type = SchemaType.Boolean }),
            ("args", List(Text, ListType.Atomic)),
            ("selector", new() { Type = SchemaType.Map, AtomicMap = true, ItemsFactory = () => Text }),
            ("containers", List(
                Members(
                    ("name", Text),
                    ("image", Text),
                    ("env", List(Members(("name", Text), ("value", Text)), ListType.Map, "name"))),
                ListType.Map,
                "name")),
            ("ports", List(
                Members(
                    ("port", Number),
                    ("protocol", new() { Type = SchemaType.String, Default = JsonValue.Create("TCP") }),
                    ("target", Number)),
                ListType.Map,
                "port",
                "protocol")))));

    /// <summary>Random specs and metadata; elements of lists that merge have distinct keys.</summary>
    public static Gen<JsonObject> Object { get; } =
        from labels in Maybe(Map(Trees.OneOf("1", "2")))
        from finalizers in Maybe(Distinct(Trees.OneOf("f", "g", "h").Select(f => (f, (JsonNode)JsonValue.Create(f)!))))
        from spec in Spec
        select With(
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Thing",
                ["metadata"] = With(new JsonObject { ["name"] = "x" }, ("labels", labels), ("finalizers", finalizers)),
            },
            ("spec", spec));

    private static Gen<JsonNode?> Spec =>
        from replicas in Maybe(Gen.Long[0, 2].Select(n => (JsonNode)JsonValue.Create(n)))
        from paused in Maybe(Gen.Bool.Select(b => (JsonNode)JsonValue.Create(b)))
        from args in Maybe(Trees.OneOf("a", "b").Array[0, 2].Select(Strings))
        from selector in Maybe(Map(Trees.OneOf("1", "2")))
        from containers in Maybe(Distinct(Container))
        from ports in Maybe(Distinct(Port))
        select (JsonNode?)With(
            [],
            ("replicas", replicas),
            ("paused", paused),
            ("args", args),
            ("selector", selector),
            ("containers", containers),
            ("ports", ports));

    private static Gen<(string, JsonNode)> Container =>
        from name in Trees.OneOf("app", "side", "third")
        from image in Maybe(Trees.OneOf("i:1", "i:2").Select(i => (JsonNode)JsonValue.Create(i)!))
        from env in Maybe(Distinct(
            from variable in Trees.OneOf("A", "B", "C")
            from value in Trees.OneOf("1", "2")
            select (variable, (JsonNode)new JsonObject { ["name"] = variable, ["value"] = value })))
        select (name, (JsonNode)With(new JsonObject { ["name"] = name }, ("image", image), ("env", env)));

    private static Gen<(string, JsonNode)> Port =>
        from port in Trees.OneOf(80L, 443L)
        from protocol in Trees.OneOf(null, "TCP", "UDP")
        from target in Gen.Long[1, 2]
        select ($"{port}{protocol ?? "TCP"}", (JsonNode)With(
            new JsonObject { ["port"] = port, ["target"] = target },
            ("protocol", protocol is null ? null : JsonValue.Create(protocol))));

    private static JsonNode Strings(string[] values) => new JsonArray(values.Select(s => (JsonNode?)s).ToArray());

    private static Gen<JsonNode> Map(Gen<string> value) =>
        Gen.Select(Trees.OneOf("k", "l"), value).Array[1, 2].Select(pairs =>
        {
            var map = new JsonObject();
            foreach (var (key, text) in pairs)
            {
                map[key] = text;
            }

            return (JsonNode)map;
        });

    private static Gen<JsonNode> Distinct(Gen<(string Key, JsonNode Node)> element) => element.Array[1, 3]
        .Select(a => (JsonNode)new JsonArray(a.DistinctBy(e => e.Key).Select(e => e.Node.DeepClone()).ToArray()));

    private static Gen<JsonNode?> Maybe(Gen<JsonNode> value) =>
        Gen.Frequency((1, Gen.Const((JsonNode?)null)), (2, value.Select(v => (JsonNode?)v)));

    private static JsonObject With(JsonObject map, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                map[name] = value.DeepClone();
            }
        }

        return map;
    }

    private static SchemaNode Members(params (string Name, SchemaNode Schema)[] members) => new()
    {
        Type = SchemaType.Object,
        PropertiesFactory = () => members.ToFrozenDictionary(m => m.Name, m => m.Schema, StringComparer.Ordinal),
    };

    private static SchemaNode List(SchemaNode items, ListType type, params string[] keys) => new()
    {
        Type = SchemaType.List,
        ListType = type,
        ListMapKeys = [.. keys],
        ItemsFactory = () => items,
    };
}
