using System.Text.Json.Nodes;

namespace Fairway.Schema.Defaults;

/// <summary>
/// Puts the defaults of a schema where nothing is: those the schema declares, and for built-in kinds those that their
/// server always applies. What depends on other places is <see cref="KindDefaults"/>' work, which comes after. Pure but
/// for the object given.
/// </summary>
public static class SchemaDefaulter
{
    /// <summary>
    /// Changes the object in place, which fits the schema (<see cref="Decoding.SchemaDecoder"/>). Doing it twice
    /// changes nothing more.
    /// </summary>
    public static void Apply(JsonObject value, SchemaNode schema)
    {
        var plan = schema.Defaults;
        foreach (var (name, fallback) in plan.Values)
        {
            if (!value.TryGetPropertyValue(name, out var held) || (held is null && !KeepsNull(schema, name)))
            {
                value[name] = fallback.DeepClone();
            }
        }

        foreach (var (name, place) in plan.Ways)
        {
            if (value.TryGetPropertyValue(name, out var held) && held is not null)
            {
                Descend(held, place);
            }
        }
    }

    /// <summary>The same for what is beneath one member, if it is there.</summary>
    public static void ApplyBeneath(JsonObject value, SchemaNode schema, string name)
    {
        if (value[name] is { } held && schema.Properties.TryGetValue(name, out var place)
            && schema.Defaults.Ways.Any(way => way.Name == name))
        {
            Descend(held, place);
        }
    }

    private static bool KeepsNull(SchemaNode schema, string name) =>
        schema.Properties.TryGetValue(name, out var place) && place.Facets is { Nullable: true };

    private static void Descend(JsonNode value, SchemaNode place)
    {
        switch (value)
        {
            case JsonObject inner when place.Type == SchemaType.Map:
                foreach (var (_, element) in inner)
                {
                    if (element is not null)
                    {
                        Descend(element, place.Items!);
                    }
                }

                break;
            case JsonObject inner:
                Apply(inner, place);
                break;
            case JsonArray list when place.Items is { } element:
                foreach (var item in list)
                {
                    if (item is not null)
                    {
                        Descend(item, element);
                    }
                }

                break;
            default:
                break;
        }
    }
}
