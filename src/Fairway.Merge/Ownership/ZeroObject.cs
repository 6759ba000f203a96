using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Fairway.Schema;

namespace Fairway.Merge.Ownership;

/// <summary>
/// What an API server writes for an empty object of a kind: what is always there, set or not. A create is compared with
/// it, and so nobody owns <c>spec</c> or <c>spec.strategy</c>, only what is beneath.
/// </summary>
internal static class ZeroObject
{
    private static readonly ConditionalWeakTable<SchemaNode, JsonObject> Known = [];

    /// <summary>Shared: not to be changed.</summary>
    private static readonly JsonObject Nothing = [];

    /// <summary>The empty object of a kind; shared, and not to be changed.</summary>
    public static JsonObject Of(SchemaNode? schema) =>
        schema is null ? Nothing : Known.GetValue(schema, static s => Build(s));

    private static JsonObject Build(SchemaNode schema)
    {
        var zero = new JsonObject();
        foreach (var (name, child) in schema.Properties.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (child.Presence is Presence.Always or Presence.AlwaysNullable)
            {
                zero[name] = child.Presence == Presence.Always ? Empty(child) : null;
            }
        }

        return zero;
    }

    private static JsonNode? Empty(SchemaNode schema) => schema.Type switch
    {
        SchemaType.Object => Build(schema),
        SchemaType.String when schema.Format is null => JsonValue.Create(""),
        SchemaType.Integer or SchemaType.Number => JsonValue.Create(0L),
        SchemaType.Boolean => JsonValue.Create(false),
        _ => null,
    };
}
