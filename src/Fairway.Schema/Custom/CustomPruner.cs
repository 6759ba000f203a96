using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Custom;

/// <summary>
/// Takes out of a custom resource what its schema does not have, and null where null is no value. Doing it twice
/// changes nothing more. Kind, apiVersion and metadata of the resource itself are left alone.
/// </summary>
public static class CustomPruner
{
    private const int MostUnknown = 100;

    /// <summary>
    /// Changes the object in place. Returns the paths of what was not known, in the order of the text.
    /// </summary>
    public static ImmutableArray<string> Prune(JsonObject value, SchemaNode schema)
    {
        var unknown = new List<string>();
        PruneObject(value, schema, "", unknown);
        return [.. unknown];
    }

    private static void PruneObject(JsonObject value, SchemaNode schema, string path, List<string> unknown)
    {
        var keepsAll = schema.Facets?.PreservesUnknown == true || schema.Type == SchemaType.Any;
        for (var i = 0; i < value.Count;)
        {
            var (key, held) = value.GetAt(i);
            var here = path.Length == 0 ? key : $"{path}.{key}";
            if (path.Length == 0 && key is "kind" or "apiVersion" or "metadata")
            {
                i++;
            }
            else if (PlaceOf(schema, key) is not { } place)
            {
                i += keepsAll ? 1 : 0;
                if (!keepsAll)
                {
                    Report(unknown, here);
                    value.RemoveAt(i);
                }
            }
            else if (held is null && place.Facets is { Nullable: false })
            {
                value.RemoveAt(i);
            }
            else
            {
                PruneValue(held, place, here, unknown);
                i++;
            }
        }
    }

    private static SchemaNode? PlaceOf(SchemaNode schema, string key) => schema.Type switch
    {
        SchemaType.Map => schema.Items,
        _ => schema.Properties.GetValueOrDefault(key),
    };

    private static void PruneValue(JsonNode? value, SchemaNode place, string path, List<string> unknown)
    {
        switch (value)
        {
            case JsonObject inner when place.Definition is not null:
                PruneDefined(inner, place, path, unknown);
                break;
            case JsonObject inner when place.Type is SchemaType.Object or SchemaType.Map:
                PruneObject(inner, place, path, unknown);
                break;
            case JsonArray list when place is { Type: SchemaType.List, Items: { } element }:
                for (var i = 0; i < list.Count; i++)
                {
                    PruneValue(list[i], element, $"{path}[{i}]", unknown);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>Metadata of an embedded object: its fields are those of every object's metadata.</summary>
    private static void PruneDefined(JsonObject value, SchemaNode place, string path, List<string> unknown)
    {
        for (var i = 0; i < value.Count;)
        {
            var key = value.GetAt(i).Key;
            if (place.Properties.ContainsKey(key))
            {
                i++;
            }
            else
            {
                Report(unknown, $"{path}.{key}");
                value.RemoveAt(i);
            }
        }
    }

    private static void Report(List<string> unknown, string path)
    {
        if (unknown.Count < MostUnknown)
        {
            unknown.Add(path);
        }
    }
}
