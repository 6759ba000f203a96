using System.Text.Json.Nodes;
using CsCheck;

namespace Fairway.Tests.Merge;

/// <summary>Random JSON with few names, so that trees meet.</summary>
internal static class Trees
{
    private static readonly Gen<string> Name = OneOf("a", "b", "c", "a/b", "m~n", "");

    public static Gen<JsonNode?> Scalar { get; } = Gen.OneOf<JsonNode?>(
        OneOf("x", "y", "", "é\"<").Select(s => (JsonNode?)JsonValue.Create(s)),
        Gen.Long[0, 3].Select(n => (JsonNode?)JsonValue.Create(n)),
        Gen.Bool.Select(b => (JsonNode?)JsonValue.Create(b)),
        Gen.Const((JsonNode?)null));

    public static Gen<JsonNode?> Any { get; } = Gen.Recursive<JsonNode?>((depth, any) => depth > 3
        ? Scalar
        : Gen.Frequency((3, Scalar), (2, Members(any).Select(m => (JsonNode?)m)), (1, List(any))));

    public static Gen<JsonObject> Object { get; } = Members(Any);

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<JsonObject> Members(Gen<JsonNode?> value) =>
        Gen.Select(Name, value).Array[0, 4].Select(pairs =>
        {
            var map = new JsonObject();
            foreach (var (name, node) in pairs)
            {
                map[name] = node?.DeepClone();
            }

            return map;
        });

    private static Gen<JsonNode?> List(Gen<JsonNode?> value) =>
        value.Array[0, 3].Select(a => (JsonNode?)new JsonArray(a.Select(n => n?.DeepClone()).ToArray()));
}
