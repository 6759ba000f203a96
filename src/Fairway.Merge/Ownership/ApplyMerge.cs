using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Patches;
using Fairway.Merge.Typed;

namespace Fairway.Merge.Ownership;

/// <summary>One apply: what comes of the object, and of its owners.</summary>
internal sealed class ApplyMerge
{
    private readonly JsonObject? live;
    private readonly UpdateContext context;
    private readonly OwnerVersions versions;
    private readonly FieldOwners owners;
    private readonly JsonObject before;
    private readonly FieldOwner applier;
    private readonly JsonObject merged;
    private readonly OwnerVersions.Differences differences;

    /// <summary>Merges.</summary>
    /// <exception cref="FieldSetException">An element of a list that merges has no key.</exception>
    /// <exception cref="PatchException">The object does not fit the version in which an owner recorded its
    /// fields.</exception>
    public ApplyMerge(JsonObject? live, JsonObject config, UpdateContext context)
    {
        this.live = live;
        this.context = context;
        versions = new(context);
        owners = FieldOwners.OfStored(live);
        before = live is null ? [] : (JsonObject)live.DeepClone();
        (before["metadata"] as JsonObject)?.Remove("managedFields");
        if (owners.IsEmpty && live is not null)
        {
            var unknown = context with { Manager = ManagedFields.BeforeFirstApply };
            ManagedFields.Transfer(owners, ZeroObject.Of(context.Schema), before, unknown);
        }

        versions.Reconcile(owners, before);
        var last = owners.Find(context.ManagerName, true, context.ApiVersion, context.Subresource);
        var wanted = FieldSet.Of(config, context.Schema);
        wanted = context.Ignored is null ? wanted : wanted.RecursiveDifference(context.Ignored);
        applier = Replace(last, wanted);
        merged = TypedMerge.Merge(before, config, context.Schema);
        merged = last is null || (!versions.IsOther(last.ApiVersion) && last.Fields.Difference(wanted).IsEmpty)
            ? merged
            : Prune(last);
        differences = versions.Compare(before, merged);
    }

    /// <summary>Fields that others own and that get another value, by owner.</summary>
    public IReadOnlyList<(FieldOwner Owner, FieldSet Fields)> Conflicts() =>
    [
        .. owners.All
            .Where(o => !ReferenceEquals(o, applier) && o.OwnsAny(differences.Of(o).Changed))
            .Select(o => (o, o.Fields.Intersection(differences.Of(o).Changed))),
    ];

    /// <summary>The object that comes of it, with all conflicts decided for the applier. To be asked once.</summary>
    public ApplyResult Finish()
    {
        foreach (var owner in owners.All)
        {
            if (!ReferenceEquals(owner, applier))
            {
                owner.Lose(differences.Of(owner).Changed, differences.Of(owner).Removed);
            }
        }

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
    private FieldOwner Replace(FieldOwner? last, FieldSet wanted)
    {
        var replaced = FieldOwner.Create(context, context.ManagerName, true, wanted);
        if (last is not null)
        {
            replaced.KeepTime(last);
            owners.Remove(last);
        }

        owners.Add(replaced);
        return replaced;
    }

    /// <summary>
    /// Removes what the manager applied last time and neither it nor anybody else wants now. What nobody owns stays,
    /// unless it is inside of something that goes.
    /// </summary>
    private JsonObject Prune(FieldOwner last)
    {
        if (versions.To(merged, last.ApiVersion) is not { } whole)
        {
            return merged;
        }

        var lastNamed = last.Fields.WithNamedFields(whole.Schema);
        var pruned = TypedRemoval.Remove(whole.Item, lastNamed, whole.Schema);
        foreach (var version in VersionsOfOwners(last.ApiVersion))
        {
            pruned = WithOwned(pruned, version);
        }

        pruned = versions.To(pruned, last.ApiVersion)!.Item;
        var left = FieldSet.Of(pruned, whole.Schema).WithNamedFields(whole.Schema);
        var all = FieldSet.Of(whole.Item, whole.Schema).WithNamedFields(whole.Schema);
        var result = TypedRemoval.Remove(whole.Item, all.Difference(left).Intersection(lastNamed), whole.Schema);
        return versions.To(result, context.ApiVersion)!.Item;
    }

    /// <summary>The versions of all owners, that of the last apply first.</summary>
    private IEnumerable<string> VersionsOfOwners(string first) => context.Versions is null
        ? [first]
        : owners.All.Select(o => o.ApiVersion).Order(StringComparer.Ordinal).Prepend(first).Distinct();

    /// <summary>What was pruned, with what owners of a version want to keep; in that version.</summary>
    private JsonObject WithOwned(JsonObject pruned, string version)
    {
        var whole = versions.To(merged, version)!;
        var schema = whole.Schema;
        var owned = FieldSet.Empty;
        foreach (var owner in owners.All)
        {
            owned = versions.IsOther(owner.ApiVersion) != versions.IsOther(version)
                || (versions.IsOther(version) && owner.ApiVersion != version)
                ? owned
                : owned.Union(owner.Fields);
        }

        var kept = FieldSet.Of(versions.To(pruned, version)!.Item, schema).WithNamedFields(schema);
        var all = FieldSet.Of(whole.Item, schema).WithNamedFields(schema);
        return TypedRemoval.Remove(whole.Item, all.Difference(kept.Union(owned.WithNamedFields(schema))), schema);
    }
}
