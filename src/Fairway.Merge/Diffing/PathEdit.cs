using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>Sets and removes places of a tree that the caller owns.</summary>
internal static class PathEdit
{
    /// <summary>Puts a copy of the value there, making what is missing on the way.</summary>
    public static void Set(JsonObject root, FieldPath path, JsonNode? value, SchemaNode? schema)
    {
        var elements = path.Elements;
        JsonNode node = root;
        var place = schema;
        for (var i = 0; i < elements.Length; i++)
        {
            var step = elements[i];
            var isLast = i == elements.Length - 1;
            var (held, below) = PathWalk.Step(node, step, place);
            if (isLast)
            {
                Put(node, step, value?.DeepClone(), place);
            }
            else if (held is not (JsonObject or JsonArray))
            {
                held = elements[i + 1].Kind == PathKind.Field ? new JsonObject() : new JsonArray();
                if (step.Kind == PathKind.Key && held is JsonObject element)
                {
                    Fill(element, step);
                }

                Put(node, step, held, place);
            }

            (node, place) = (held!, below);
        }
    }

    /// <summary>Removes the place, and says whether it was there.</summary>
    public static bool Remove(JsonObject root, FieldPath path, SchemaNode? schema)
    {
        var elements = path.Elements;
        JsonNode? node = root;
        var place = schema;
        for (var i = 0; i < elements.Length - 1 && node is not null; i++)
        {
            (node, place) = PathWalk.Step(node, elements[i], place);
        }

        switch (node)
        {
            case JsonObject map:
                return map.Remove(elements[^1].Text);
            case JsonArray list when PathWalk.IndexOf(list, elements[^1], place) is >= 0 and var index:
                list.RemoveAt(index);
                return true;
            default:
                return false;
        }
    }

    private static void Put(JsonNode owner, PathElement step, JsonNode? value, SchemaNode? schema)
    {
        switch (owner)
        {
            case JsonObject map:
                map[step.Text] = value;
                break;
            case JsonArray list when PathWalk.IndexOf(list, step, schema) is >= 0 and var index:
                list[index] = value;
                break;
            case JsonArray list:
                list.Add(value);
                break;
            default:
                break;
        }
    }

    private static void Fill(JsonObject element, PathElement key)
    {
        foreach (var (name, value) in (JsonObject)JsonNode.Parse(key.Text)!)
        {
            element[name] = value?.DeepClone();
        }
    }
}
