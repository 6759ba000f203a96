using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Patches;
using Fairway.Merge.Typed;

namespace Fairway.Merge.Ownership;

/// <summary>
/// Server-side apply: an object is merged with what one manager wants of it, and each field remembers who wants it.
/// </summary>
public static class ServerSideApply
{
    /// <summary>
    /// Merges a configuration into an object. Fields that the manager applied before and does not any more are removed,
    /// unless another owns them too; fields with another value that others own are conflicts.
    /// </summary>
    /// <param name="live">The stored object, only read; null where the apply creates it.</param>
    /// <param name="config">What the manager wants, as it was sent: not defaulted, only read.</param>
    /// <param name="context">Who applies.</param>
    /// <param name="force">True to take fields over from their owners instead of refusing.</param>
    /// <exception cref="PatchException">
    /// Conflict where others own fields with other values; BadRequest where the configuration carries managedFields;
    /// Internal (500, as API servers answer) where it does not fit the schema.
    /// </exception>
    public static ApplyResult Apply(JsonObject? live, JsonObject config, UpdateContext context, bool force)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(context);
        if ((config["metadata"] as JsonObject)?["managedFields"] is not null)
        {
            throw PatchException.BadRequest("metadata.managedFields must be nil");
        }

        if (TypedValidation.Check(config, context.Schema) is { } error)
        {
            throw PatchException.Internal($"failed to create typed patch object ({Describe(config)}): {error}");
        }

        try
        {
            return Merge(live, config, context, force);
        }
        catch (FieldSetException unnamed)
        {
            throw PatchException.Internal(
                $"failed to create typed live object ({Describe(live ?? config)}): {unnamed.Message}");
        }
    }

    private static ApplyResult Merge(JsonObject? live, JsonObject config, UpdateContext context, bool force)
    {
        var merge = new ApplyMerge(live, config, context);
        if (!force)
        {
            Refuse(merge, live, context);
        }

        var result = merge.Finish();
        if (LastApplied.Counts(context))
        {
            LastApplied.Update(result.Item, config);
        }

        return result;
    }

    private static void Refuse(ApplyMerge merge, JsonObject? live, UpdateContext context)
    {
        var found = merge.Conflicts();
        if (found.Count > 0 && LastApplied.Counts(context) && LastApplied.Fields(live, context) is { } own)
        {
            found = [.. found.Select(c => (c.Owner, c.Fields.Difference(own))).Where(c => !c.Item2.IsEmpty)];
        }

        if (found.Count == 0)
        {
            return;
        }

        var conflicts = found
            .Select(c => (Owner: Describe(c.Owner), Paths: c.Fields.Paths().ToList()))
            .OrderBy(c => c.Owner, StringComparer.Ordinal)
            .ToList();
        var causes = conflicts
            .SelectMany(c => c.Paths.Select(p => new PatchCause("FieldManagerConflict", $"conflict with {c.Owner}", p)))
            .ToImmutableArray();
        var list = conflicts.SelectMany(c => c.Paths.Select(p => $"- {p}").Prepend($"conflicts with {c.Owner}:"));
        throw PatchException.Conflict(
            causes.Length == 1
                ? $"Apply failed with 1 conflict: {causes[0].Message}: {causes[0].Field}"
                : $"Apply failed with {causes.Length} conflicts: {string.Join('\n', list)}",
            causes);
    }

    private static string Describe(FieldOwner owner)
    {
        var text = $"\"{owner.Manager}\"";
        text = owner.Subresource.Length == 0 ? text : $"{text} with subresource \"{owner.Subresource}\"";
        return owner.Applies ? text : $"{text} using {owner.ApiVersion}";
    }

    private static string Describe(JsonObject item)
    {
        var metadata = item["metadata"] as JsonObject;
        var version = Text(item["apiVersion"]);
        var slash = version.Contains('/', StringComparison.Ordinal) ? "" : "/";
        return $"{Text(metadata?["namespace"])}/{Text(metadata?["name"])}; {slash}{version}, Kind={Text(item["kind"])}";
    }

    private static string Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
