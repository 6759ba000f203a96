using System.Text.Json.Nodes;

namespace Fairway.Tests.Merge;

/// <summary>Every object of <see cref="Shapes.Kind"/> up to a small size, a family for each shape of field: what random
/// objects may miss, these have.</summary>
internal static class SmallShapes
{
    private static readonly JsonNode?[] OneOrTwo = [1, 2];
    private static readonly JsonNode?[] Texts = ["1", "2"];

    /// <summary>The families by name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> Families { get; } =
        new Dictionary<string, IReadOnlyList<JsonObject>>
        {
            ["scalar"] = InSpec("replicas", [null, .. OneOrTwo]),
            ["map"] = [.. Maybe(Maps("k", "l")).Select(labels => Thing(labels, null))],
            ["map as a whole"] = InSpec("selector", Maybe(Maps("k", "l"))),
            ["set"] = [.. Maybe(Lists(["f"], ["g"], ["h"])).Select(set => Thing(null, null, set))],
            ["list as a whole"] = InSpec("args", [.. Maybe(Lists(["a"], ["b"])), new JsonArray("a", "a")]),
            ["keyed list"] = InSpec("containers", Maybe(Lists(Containers("app"), Containers("side")))),
            ["keys with a default"] = InSpec(
                "ports", Maybe(Lists(Ports(80), [Port(80, "UDP", 1)], [Port(443, null, 1)]))),
            ["keyed list in a keyed list"] = InSpec("containers", Maybe([.. Nested()])),
            ["fields side by side"] = [.. SideBySide()],
        };

    private static IReadOnlyList<JsonObject> InSpec(string field, IEnumerable<JsonNode?> values) =>
        [.. values.Select(value => Thing(null, value is null ? [] : new JsonObject { [field] = value.DeepClone() }))];

    private static JsonObject Thing(JsonNode? labels, JsonObject? spec, JsonNode? finalizers = null)
    {
        var metadata = new JsonObject { ["name"] = "x" };
        Put(metadata, "labels", labels);
        Put(metadata, "finalizers", finalizers);
        var thing = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Thing", ["metadata"] = metadata };
        Put(thing, "spec", spec);
        return thing;
    }

    private static IEnumerable<JsonNode?> Maybe(IEnumerable<JsonNode> values) => [null, .. values];

    private static IEnumerable<JsonNode> Maps(string first, string second) =>
        from one in Texts.Prepend(null)
        from two in Texts.Prepend(null)
        select (JsonNode)With([], (first, one), (second, two));

    /// <summary>None, each alone, and each two in both orders; one of each group at most.</summary>
    private static IEnumerable<JsonNode> Lists(params JsonNode[][] groups)
    {
        yield return new JsonArray();
        foreach (var element in groups.SelectMany(group => group))
        {
            yield return new JsonArray(element.DeepClone());
        }

        foreach (var (one, other) in groups.SelectMany(
            one => groups.Where(two => two != one).Select(two => (one, two))))
        {
            foreach (var first in one)
            {
                foreach (var second in other)
                {
                    yield return new JsonArray(first.DeepClone(), second.DeepClone());
                }
            }
        }
    }

    private static JsonNode[] Containers(string name) =>
        [.. Texts.Prepend(null).Select(image => With(new JsonObject { ["name"] = name }, ("image", image)))];

    private static JsonNode[] Ports(int port) => [Port(port, null, 1), Port(port, null, 2), Port(port, "TCP", 1)];

    private static JsonNode Port(int port, string? protocol, int target) =>
        With(new JsonObject { ["port"] = port, ["target"] = target }, ("protocol", protocol));

    private static IEnumerable<JsonNode> Nested() =>
        from env in Maybe(Lists(Variables("A"), Variables("B")))
        from image in (JsonNode?[])[null, "1"]
        select (JsonNode)new JsonArray(With(new JsonObject { ["name"] = "app" }, ("image", image), ("env", env)));

    private static JsonNode[] Variables(string name) =>
        [.. Texts.Select(value => new JsonObject { ["name"] = name, ["value"] = value!.DeepClone() })];

    private static IEnumerable<JsonObject> SideBySide() =>
        from labels in (JsonNode?[])[null, new JsonObject { ["k"] = "1" }, new JsonObject { ["k"] = "2" }]
        from replicas in (JsonNode?[])[null, 1]
        from args in (JsonNode?[])[null, new JsonArray("a")]
        from containers in (JsonNode?[])[null, new JsonArray(new JsonObject { ["name"] = "app" })]
        select Thing(labels, With([], ("replicas", replicas), ("args", args), ("containers", containers)));

    private static JsonObject With(JsonObject map, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        foreach (var (name, value) in members)
        {
            Put(map, name, value);
        }

        return map;
    }

    private static void Put(JsonObject map, string name, JsonNode? value)
    {
        if (value is not null)
        {
            map[name] = value.DeepClone();
        }
    }
}
