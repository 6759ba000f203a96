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
        var owners = FieldOwners.OfStored(live);
        var before = live is null ? [] : (JsonObject)live.DeepClone();
        (before["metadata"] as JsonObject)?.Remove("managedFields");
        if (owners.IsEmpty && live is not null)
        {
            var unknown = context with { Manager = ManagedFields.BeforeFirstApply };
            ManagedFields.Transfer(owners, ZeroObject.Of(context.Schema), before, unknown);
        }

        var applier = owners.Find(context.ManagerName, true, context.ApiVersion, context.Subresource);
        var last = applier?.Fields ?? FieldSet.Empty;
        var wanted = FieldSet.Of(config, context.Schema);
        wanted = context.Ignored is null ? wanted : wanted.RecursiveDifference(context.Ignored);
        applier = Replace(owners, applier, wanted, context);

        var merged = TypedMerge.Merge(before, config, context.Schema);
        merged = last.Difference(wanted).IsEmpty ? merged : Prune(merged, last, owners, context);
        var comparison = FieldComparison.Compare(before, merged, context.Schema).Without(context.Ignored);
        TakeOver(owners, applier, comparison, force);

        var changed = live is null || !JsonNode.DeepEquals(before, merged);
        if (changed)
        {
            applier.Touch(context.Now);
            TypedRemoval.DropNulls(merged, context.Schema);
        }

        applier.Set(applier.Fields.Difference(ManagedFields.Unowned));
        owners.RemoveEmpty();
        ManagedFields.Set(merged, owners.ToNode());
        return new(merged, changed);
    }

    /// <summary>The owner with a new set and version, and the time it had.</summary>
    private static FieldOwner Replace(FieldOwners owners, FieldOwner? applier, FieldSet wanted, UpdateContext context)
    {
        var replaced = FieldOwner.Create(context, context.ManagerName, true, wanted);
        if (applier is not null)
        {
            replaced.KeepTime(applier);
            owners.Remove(applier);
        }

        owners.Add(replaced);
        return replaced;
    }

    /// <summary>
    /// Removes what the manager applied last time and neither it nor anybody else wants now. What nobody owns stays,
    /// unless it is inside of something that goes.
    /// </summary>
    private static JsonObject Prune(JsonObject merged, FieldSet last, FieldOwners owners, UpdateContext context)
    {
        var schema = context.Schema;
        var lastNamed = last.WithNamedFields(schema);
        var all = FieldSet.Of(merged, schema).WithNamedFields(schema);
        var owned = FieldSet.Empty;
        foreach (var owner in owners.All)
        {
            owned = owned.Union(owner.Fields);
        }

        var kept = FieldSet.Of(TypedRemoval.Remove(merged, lastNamed, schema), schema).WithNamedFields(schema);
        kept = kept.Union(owned.WithNamedFields(schema));
        var pruned = TypedRemoval.Remove(merged, all.Difference(kept), schema);
        var left = FieldSet.Of(pruned, schema).WithNamedFields(schema);
        return TypedRemoval.Remove(merged, all.Difference(left).Intersection(lastNamed), schema);
    }

    private static void TakeOver(FieldOwners owners, FieldOwner applier, FieldComparison comparison, bool force)
    {
        if (!force)
        {
            Refuse(owners, applier, comparison.Changed);
        }

        foreach (var owner in owners.All)
        {
            if (!ReferenceEquals(owner, applier))
            {
                owner.Lose(comparison.Changed, comparison.Removed);
            }
        }
    }

    private static void Refuse(FieldOwners owners, FieldOwner applier, FieldSet changed)
    {
        var conflicts = owners.All
            .Where(o => !ReferenceEquals(o, applier) && o.OwnsAny(changed))
            .Select(o => (Owner: Describe(o), Paths: o.Fields.Intersection(changed).Paths().ToList()))
            .OrderBy(c => c.Owner, StringComparer.Ordinal)
            .ToList();
        if (conflicts.Count == 0)
        {
            return;
        }

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
