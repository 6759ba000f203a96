using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>
/// How a diff is carried to the server, in this order: <see cref="HandOver"/>, <see cref="Ahead"/>, <see cref="Body"/>,
/// <see cref="Rest"/>. All but the body are rare.
/// </summary>
public sealed class ObjectPatch
{
    private readonly SchemaNode? schema;

    private ObjectPatch(SchemaNode? schema) => this.schema = schema;

    /// <summary>
    /// The configuration that <see cref="FieldManagers.Configuration"/> applies server-side: the target without what
    /// others own and without what is kept. The receiver's own tree.
    /// </summary>
    public required JsonObject Body { get; init; }

    /// <summary>
    /// What <see cref="FieldManagers.Kept"/> must apply before, so that live values stay when the body no longer names
    /// them: what is kept, and whatever else was ours and is neither in the body nor removed; null where there is
    /// nothing of it. The receiver's own tree.
    /// </summary>
    public JsonObject? HandOver { get; private init; }

    /// <summary>
    /// A JSON patch that must go ahead of the body, null where none must: it changes places that hold one of several
    /// alternatives (a Deployment's strategy, a volume's source) where the old one is not ours alone. An apply would
    /// leave it beside the new one, and the server would refuse the two. The receiver's own tree.
    /// </summary>
    public JsonArray? Ahead { get; private init; }

    /// <summary>
    /// Places that are to be gone afterwards. Most go by themselves when the body no longer names them; what another
    /// manager owns too, <see cref="Rest"/> finds.
    /// </summary>
    public ImmutableArray<FieldPath> Removals { get; private init; } = [];

    /// <summary>The patch of an object that is created or updated.</summary>
    /// <param name="diff">What is to change.</param>
    /// <param name="target">What is to be, as it was compared.</param>
    /// <param name="live">What the cluster has, with managedFields; null for a creation.</param>
    /// <param name="keep">Places whose live value stays whatever the target says; may be empty.</param>
    /// <param name="context">The schema and the foreign paths of the comparison.</param>
    public static ObjectPatch Of(
        ObjectDiff diff,
        JsonObject target,
        JsonObject? live,
        IReadOnlyCollection<FieldPath> keep,
        (SchemaNode? Schema, FieldSet? NotOurs) context)
    {
        ArgumentNullException.ThrowIfNull(diff);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(keep);
        var body = ServerFields.Configuration(target, context.Schema, context.NotOurs);
        foreach (var path in keep.Order())
        {
            PathEdit.Remove(body, path, context.Schema);
        }

        var removals = diff.Changes.Where(c => c.Kind == ChangeKind.Remove && !c.Path.IsRoot && !keep.Contains(c.Path))
            .Select(c => c.Path).ToImmutableArray();
        return new(context.Schema)
        {
            Body = body,
            HandOver = live is null
                ? null
                : new HandOvers(live, body, context.Schema).Of(Identity(target), keep, removals),
            Ahead = live is null ? null : Alternatives.Replacing(live, body, removals, context.Schema),
            Removals = removals,
        };
    }

    /// <summary>
    /// The JSON patch for removals that are still there after the body was applied; null where none is. It tests the
    /// resourceVersion, so that places in lists are those that were looked at.
    /// </summary>
    /// <param name="applied">The object as the server answered the apply.</param>
    public JsonArray? Rest(JsonObject applied)
    {
        ArgumentNullException.ThrowIfNull(applied);
        var working = (JsonObject)applied.DeepClone();
        var operations = new JsonArray();
        foreach (var path in Removals)
        {
            if (PathWalk.Pointer(working, path, schema) is { } pointer && PathEdit.Remove(working, path, schema))
            {
                operations.Add(new JsonObject { ["op"] = "remove", ["path"] = pointer });
            }
        }

        return Alternatives.Guarded(operations, applied);
    }

    private static JsonObject Identity(JsonObject target)
    {
        var reference = ObjectRef.Of(target);
        var metadata = new JsonObject { ["name"] = reference.Name };
        if (reference.Namespace.Length > 0)
        {
            metadata["namespace"] = reference.Namespace;
        }

        return new() { ["apiVersion"] = reference.ApiVersion, ["kind"] = reference.Kind.Kind, ["metadata"] = metadata };
    }
}
