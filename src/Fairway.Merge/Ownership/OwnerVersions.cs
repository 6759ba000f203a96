using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Patches;
using Fairway.Merge.Typed;
using Fairway.Schema;

namespace Fairway.Merge.Ownership;

/// <summary>Objects and their differences in the versions in which owners recorded their fields.</summary>
internal sealed class OwnerVersions(UpdateContext context)
{
    /// <summary>True where the owner's version is another than the request's, and a conversion is known.</summary>
    public bool IsOther(string apiVersion) => context.Versions is not null && apiVersion != context.ApiVersion;

    /// <summary>
    /// Prepares owners for what comes: those of versions that are no more go, and those whose places have become atomic
    /// own the whole place instead of its parts.
    /// </summary>
    /// <exception cref="PatchException">The live object does not fit the version of an owner.</exception>
    public void Reconcile(FieldOwners owners, JsonObject live)
    {
        if (context.Versions is null && !context.IsReshaped)
        {
            return;
        }

        foreach (var owner in owners.All.ToArray())
        {
            var schema = context.Schema;
            if (IsOther(owner.ApiVersion))
            {
                if (To(live, owner.ApiVersion) is not { } converted)
                {
                    owners.Remove(owner);
                    continue;
                }

                schema = converted.Schema;
            }

            if (context.IsReshaped && SchemaReconciliation.Fit(owner.Fields, schema) is { } fitted
                && !ReferenceEquals(fitted, owner.Fields))
            {
                owner.Set(fitted);
            }
        }
    }

    /// <summary>An object in a version, checked against its schema; null where there is no such version.</summary>
    /// <exception cref="PatchException">It does not fit.</exception>
    public VersionedObject? To(JsonObject item, string apiVersion)
    {
        if (context.Versions is null || Version(item) == apiVersion)
        {
            return new(item, apiVersion == context.ApiVersion ? context.Schema : SchemaOf(item, apiVersion));
        }

        var converted = context.Versions.Convert(item, apiVersion);
        if (converted is not null && TypedValidation.Check(converted.Item, converted.Schema) is { } error)
        {
            throw PatchException.Internal(error);
        }

        return converted;
    }

    /// <summary>
    /// What differs between two objects of the request's version, as owners of other versions see it.
    /// </summary>
    public Differences Compare(JsonObject live, JsonObject updated) => new(this, live, updated, context);

    private SchemaNode? SchemaOf(JsonObject item, string apiVersion) =>
        context.Versions is null ? context.Schema : context.Versions.Convert(item, apiVersion)?.Schema;

    private static string Version(JsonObject item) =>
        item["apiVersion"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>One comparison a version, made when it is asked for.</summary>
    internal sealed class Differences(
        OwnerVersions versions, JsonObject live, JsonObject updated, UpdateContext context)
    {
        private readonly FieldComparison own =
            FieldComparison.Compare(live, updated, context.Schema).Without(context.Ignored);

        private Dictionary<string, FieldComparison>? others;

        /// <summary>In the version of the request.</summary>
        public FieldComparison Own => own;

        /// <summary>In the version of an owner that was reconciled, and so exists.</summary>
        public FieldComparison Of(FieldOwner owner)
        {
            if (!versions.IsOther(owner.ApiVersion))
            {
                return own;
            }

            others ??= new(StringComparer.Ordinal);
            if (!others.TryGetValue(owner.ApiVersion, out var comparison))
            {
                comparison = Make(owner.ApiVersion);
                others.Add(owner.ApiVersion, comparison);
            }

            return comparison;
        }

        private FieldComparison Make(string apiVersion) =>
            versions.To(live, apiVersion) is { } before && versions.To(updated, apiVersion) is { } after
                ? FieldComparison.Compare(before.Item, after.Item, after.Schema).Without(context.Ignored)
                : own;
    }
}
