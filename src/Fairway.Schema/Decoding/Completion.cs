using System.Text.Json.Nodes;

namespace Fairway.Schema.Decoding;

/// <summary>What a place holds that nobody set and that is written all the same.</summary>
internal static class Completion
{
    public static void Fill(JsonObject value, SchemaNode schema)
    {
        foreach (var (name, place) in schema.AlwaysWritten)
        {
            if (!value.TryGetPropertyValue(name, out var held))
            {
                value.Add(name, place.Presence == Presence.Always ? Zero(place) : null);
            }
            else if (held is JsonObject inner && place.Type == SchemaType.Object)
            {
                Fill(inner, place);
            }
        }
    }

    public static JsonNode? Zero(SchemaNode place)
    {
        switch (place.Type)
        {
            case SchemaType.Object:
                var made = new JsonObject();
                Fill(made, place);
                return made;
            case SchemaType.String:
                return place.Format is null ? JsonValue.Create("") : null;
            case SchemaType.Integer or SchemaType.IntOrString:
                return JsonValue.Create(0L);
            case SchemaType.Number:
                return JsonValue.Create(0L);
            case SchemaType.Boolean:
                return JsonValue.Create(false);
            case SchemaType.Quantity:
                return JsonValue.Create("0");
            default:
                return null;
        }
    }
}
