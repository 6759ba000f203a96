using System.Text.Json.Nodes;
using CsCheck;

namespace Fairway.Tests.Schema.Custom;

/// <summary>Random structural schemas, and values that fit them more or less.</summary>
internal static class SchemaGen
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    /// <summary>The schema of a kind: an object with a specification.</summary>
    public static Gen<JsonObject> Kind => Objects(3).Select(spec => new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["spec"] = spec },
    });

    /// <summary>An object with a specification of anything.</summary>
    public static Gen<JsonObject> Value => Values(4).Select(spec => new JsonObject
    {
        ["apiVersion"] = "example.com/v1",
        ["kind"] = "Widget",
        ["metadata"] = new JsonObject { ["name"] = "w" },
        ["spec"] = spec,
    });

    private static Gen<JsonNode?> Places(int depth) => depth == 0
        ? Scalars
        : Gen.OneOf(Scalars, Objects(depth - 1).Select(o => (JsonNode?)o), Lists(depth - 1), Maps(depth - 1), Open);

    private static Gen<JsonNode?> Scalars => Gen.Select(
        OneOf("string", "integer", "boolean"), Gen.Bool, Gen.Bool, Scalar);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    private static Gen<JsonNode?> Open => Gen.Const(() => (JsonNode?)new JsonObject
    {
        ["type"] = "object",
        ["x-kubernetes-preserve-unknown-fields"] = true,
    });

    private static JsonNode? Scalar(string type, bool isNullable, bool hasDefault)
    {
        var schema = new JsonObject { ["type"] = type };
        if (isNullable)
        {
            schema["nullable"] = true;
        }

        if (hasDefault)
        {
            schema["default"] = type switch
            {
                "string" => JsonValue.Create("x"),
                "integer" => JsonValue.Create(1L),
                _ => JsonValue.Create(true),
            };
        }

        return schema;
    }

    private static Gen<JsonObject> Objects(int depth) =>
        Gen.Select(Places(depth), Places(depth), Gen.Bool, (first, second, hasDefault) =>
        {
            var schema = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { ["a"] = first?.DeepClone(), ["b"] = second?.DeepClone() },
            };
            if (hasDefault)
            {
                schema["default"] = new JsonObject();
            }

            return schema;
        });

    private static Gen<JsonNode?> Lists(int depth) => Places(depth).Select(items =>
        (JsonNode?)new JsonObject { ["type"] = "array", ["items"] = items?.DeepClone() });

    private static Gen<JsonNode?> Maps(int depth) => Places(depth).Select(values =>
        (JsonNode?)new JsonObject { ["type"] = "object", ["additionalProperties"] = values?.DeepClone() });

    private static Gen<JsonNode?> Values(int depth)
    {
        var plain = Gen.OneOf(
            Gen.Const(() => (JsonNode?)null),
            Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
            Gen.Int[0, 9].Select(number => (JsonNode?)JsonValue.Create((long)number)),
            OneOf("x", "y").Select(text => (JsonNode?)JsonValue.Create(text)));
        if (depth == 0)
        {
            return plain;
        }

        var inner = Values(depth - 1);
        return Gen.OneOf(
            plain,
            Gen.Select(OneOf(Names), inner, inner, (name, one, other) => (JsonNode?)new JsonObject
            {
                [name] = one?.DeepClone(),
                ["b"] = other?.DeepClone(),
            }),
            inner.Array[0, 2].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])));
    }
}
