using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Typed;

/// <summary>Removes fields from an object.</summary>
internal static class TypedRemoval
{
    /// <summary>
    /// A copy without the fields of the set. What is emptied by it stays as null: it is still there, and whoever owns
    /// it keeps it.
    /// </summary>
    public static JsonObject Remove(JsonObject item, FieldSet fields, SchemaNode? schema)
    {
        var copy = (JsonObject)item.DeepClone();
        RemoveMembers(copy, fields, schema);
        return copy;
    }

    /// <summary>Drops nulls that say no more than a missing member. The caller owns the tree.</summary>
    public static void DropNulls(JsonNode? node, SchemaNode? schema)
    {
        if (node is JsonObject map && schema?.Type is SchemaType.Object or SchemaType.Map)
        {
            for (var i = map.Count - 1; i >= 0; i--)
            {
                var (name, value) = map.GetAt(i);
                var child = FieldShapes.Member(schema, name);
                if (value is not null)
                {
                    DropNulls(value, child);
                }
                else if (child is { Presence: not (Presence.Always or Presence.AlwaysNullable) })
                {
                    map.RemoveAt(i);
                }
            }
        }
        else if (node is JsonArray list && schema?.Type == SchemaType.List)
        {
            foreach (var element in list)
            {
                DropNulls(element, schema.Items);
            }
        }
    }

    /// <summary>What is left of a value, which the caller owns: itself, or null where nothing is.</summary>
    private static JsonNode? Rest(JsonNode? value, FieldSet fields, SchemaNode? schema)
    {
        switch (FieldShapes.Of(schema, value, null), value)
        {
            case (FieldShape.Members, JsonObject map):
                RemoveMembers(map, fields, schema);
                return map.Count == 0 ? null : map;
            case (FieldShape.Elements, JsonArray list):
                RemoveElements(list, fields, schema!);
                return list.Count == 0 ? null : list;
            case (_, JsonValue):
                return value;
            default:
                return null;
        }
    }

    private static void RemoveMembers(JsonObject map, FieldSet fields, SchemaNode? schema)
    {
        for (var i = map.Count - 1; i >= 0; i--)
        {
            var (name, value) = map.GetAt(i);
            if (fields.Find(PathKind.Field, name) is not { } entry)
            {
                continue;
            }

            if (entry.Member)
            {
                map.RemoveAt(i);
            }
            else if (!ReferenceEquals(Rest(value, entry.Children!, FieldShapes.Member(schema, name)), value))
            {
                map[name] = null;
            }
        }
    }

    private static void RemoveElements(JsonArray list, FieldSet fields, SchemaNode schema)
    {
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (ListKeys.TryName(schema, list[i], out var name) is not null || fields.Find(name) is not { } entry)
            {
                continue;
            }

            if (entry.Member)
            {
                list.RemoveAt(i);
            }
            else
            {
                Rest(list[i], entry.Children!, schema.Items);
            }
        }
    }
}
