using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Patches;
using Fairway.Merge.Typed;
using Fairway.Schema;

namespace Fairway.Merge.Ownership;

/// <summary>Merges a configuration into an object as server-side apply does, without owners and conflicts.</summary>
public static class ConfigurationMerge
{
    /// <summary>The merged object, a new tree; both arguments are only read.</summary>
    /// <param name="live">The object.</param>
    /// <param name="config">The configuration. It must not speak of what has one owner as a whole.</param>
    /// <param name="schema">Schema of the kind; null where objects are taken as they are.</param>
    /// <exception cref="PatchException">The configuration does not fit.</exception>
    public static JsonObject Merge(JsonObject live, JsonObject config, SchemaNode? schema)
    {
        if (TypedValidation.Check(config, schema) is { } misfit)
        {
            throw PatchException.Internal($"failed to convert patch object to typed object: {misfit}");
        }

        var atomics = new List<string>();
        FindAtomics(config, schema, "", atomics);
        if (atomics.Count > 0)
        {
            throw PatchException.Internal("invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: "
                + string.Join(", ", atomics));
        }

        try
        {
            return TypedMerge.Merge(live, config, schema);
        }
        catch (FieldSetException unnamed)
        {
            throw PatchException.Internal(
                $"failed to convert original object to typed object: {unnamed.Message}");
        }
    }

    private static void FindAtomics(JsonNode? value, SchemaNode? schema, string path, List<string> atomics)
    {
        switch (value)
        {
            case JsonObject map when schema?.Type is SchemaType.Object or SchemaType.Map:
                if (schema.AtomicMap)
                {
                    atomics.Add(path);
                }

                foreach (var (name, member) in map)
                {
                    FindAtomics(member, FieldShapes.Member(schema, name), $"{path}.{name}", atomics);
                }

                break;
            case JsonArray list when schema?.Type == SchemaType.List:
                if (schema.ListType == ListType.Atomic)
                {
                    atomics.Add(path);
                }

                for (var i = 0; i < list.Count; i++)
                {
                    FindAtomics(list[i], schema.Items, $"{path}[{i}]", atomics);
                }

                break;
            default:
                break;
        }
    }
}
