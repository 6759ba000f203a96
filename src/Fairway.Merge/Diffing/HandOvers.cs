using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>
/// What <see cref="FieldManagers.Kept"/> takes over before <see cref="FieldManagers.Configuration"/> applies a body
/// that no longer names it. Server-side apply deletes what its only owner stops naming; so whatever a diff does not
/// remove gets another owner first.
/// </summary>
/// <param name="live">The object as it is.</param>
/// <param name="body">What is to be applied.</param>
/// <param name="schema">The schema of the kind, or null.</param>
internal sealed class HandOvers(JsonObject live, JsonObject body, SchemaNode? schema)
{
    /// <summary>The places with their live values, beneath an identity; null where nothing is to be taken
    /// over.</summary>
    /// <param name="identity">An object with nothing but its name. Becomes the result.</param>
    /// <param name="keep">Places whose live value is to stay.</param>
    /// <param name="removals">Places that are to go.</param>
    public JsonObject? Of(
        JsonObject identity, IReadOnlyCollection<FieldPath> keep, ImmutableArray<FieldPath> removals)
    {
        var owners = new LiveOwners(live);
        var taken = keep.Where(path => !owners.AreKnown || owners.WeOwn(path.Elements))
            .Concat(owners.Applied(FieldManagers.Configuration).Select(Known).OfType<FieldPath>()
                .Where(path => !Goes(path, removals) && !IsSaid(path)))
            .Distinct().Order().ToList();
        var result = identity;
        var before = result.ToJsonString().Length;
        foreach (var path in taken)
        {
            Put(result, path);
        }

        if (result.ToJsonString().Length == before)
        {
            return null;
        }

        // An apply that does not name what it took over earlier would let go of it.
        foreach (var path in owners.Applied(FieldManagers.Kept).Select(Known).OfType<FieldPath>())
        {
            if (!Goes(path, removals) && !IsSaid(path))
            {
                Put(result, path);
            }
        }

        return result;
    }

    private void Put(JsonObject result, FieldPath path)
    {
        if (PathWalk.Find(live, path, schema) is { } held)
        {
            PathEdit.Set(result, path, held, schema);
        }
    }

    private static bool Goes(FieldPath path, ImmutableArray<FieldPath> removals) =>
        removals.Any(gone => path.Elements.AsSpan().StartsWith(gone.Elements.AsSpan()));

    /// <summary>The path as far as the schema knows it: a list whose keys it does not know is one value. Null for what
    /// names the object.</summary>
    private FieldPath? Known(ImmutableArray<PathElement> path)
    {
        if (path is [{ Kind: PathKind.Field, Text: "metadata" }, { Text: "name" or "namespace" }])
        {
            return null;
        }

        var place = schema;
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i].Kind == PathKind.Field)
            {
                place = FieldShapes.Member(place, path[i].Text);
            }
            else if (ListKeys.Merges(place))
            {
                place = place!.Items;
            }
            else
            {
                return FieldPath.Of(path.AsSpan()[..i]);
            }
        }

        return FieldPath.Of(path.AsSpan());
    }

    private bool IsSaid(FieldPath path) => PathWalk.Find(body, path, schema) is not null;
}
