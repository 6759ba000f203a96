using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Patches;

namespace Fairway.Merge.Ownership;

/// <summary>Who owns which field: <c>metadata.managedFields</c>.</summary>
public static class ManagedFields
{
    /// <summary>Most entries of updates; older ones are joined.</summary>
    public const int MaxUpdateManagers = 10;

    /// <summary>Who owns what was there before the first apply.</summary>
    internal const string BeforeFirstApply = "before-first-apply";

    /// <summary>What nobody owns.</summary>
    internal static readonly FieldSet Unowned = FieldSet.OfPaths(
        "apiVersion",
        "kind",
        "metadata",
        "metadata.name",
        "metadata.namespace",
        "metadata.creationTimestamp",
        "metadata.selfLink",
        "metadata.uid",
        "metadata.clusterName",
        "metadata.generation",
        "metadata.managedFields",
        "metadata.resourceVersion");

    /// <summary>
    /// Brings managedFields up to date for a create, a PUT or a patch: what changed goes to the writer, and what was
    /// removed is nobody's. To be called when the request was decoded and defaulted, and before the server fills in or
    /// resets anything, for that belongs to nobody.
    /// </summary>
    /// <param name="live">The stored object, only read; null for a create.</param>
    /// <param name="updated">
    /// The object to be, the caller's own. Its <c>metadata.managedFields</c>, as sent or as patched, is replaced;
    /// nothing else is touched.
    /// </param>
    /// <param name="context">Who writes.</param>
    public static void Update(JsonObject? live, JsonObject updated, UpdateContext context)
    {
        ArgumentNullException.ThrowIfNull(updated);
        ArgumentNullException.ThrowIfNull(context);
        var owners = FieldOwners.Detach(live, updated, context);
        if (owners.IsEmpty && live is not null)
        {
            return;
        }

        try
        {
            Transfer(owners, live ?? ZeroObject.Of(context.Schema), updated, context);
        }
        catch (Exception unfit) when (unfit is FieldSetException or PatchException)
        {
            // An object whose fields cannot be told in the versions of its owners loses all of them, as in Kubernetes
            // 1.36; the write itself goes on.
            return;
        }

        if (owners.ToNode() is { } list)
        {
            Set(updated, list);
        }
    }

    /// <summary>
    /// Takes back new times of managedFields where nothing else differs, so that a write that changes nothing writes
    /// nothing. To be called last, with the object as it would be stored.
    /// </summary>
    /// <param name="live">The stored object, only read.</param>
    /// <param name="updated">The object to be, the caller's own.</param>
    public static void KeepTimes(JsonObject live, JsonObject updated)
    {
        var (old, list) = (Entries(live), Entries(updated));
        if (old is null || list is null || old.Count != list.Count)
        {
            return;
        }

        var times = list.Select(e => e?["time"]?.DeepClone()).ToList();
        if (times.Zip(old).All(p => JsonNode.DeepEquals(p.First, p.Second?["time"])))
        {
            return;
        }

        for (var i = 0; i < list.Count; i++)
        {
            SetTime(list[i], old[i]?["time"]?.DeepClone());
        }

        if (JsonNode.DeepEquals(live, updated))
        {
            return;
        }

        for (var i = 0; i < list.Count; i++)
        {
            SetTime(list[i], times[i]);
        }
    }

    /// <summary>Gives an object its managedFields.</summary>
    internal static void Set(JsonObject item, JsonArray? list)
    {
        if (item["metadata"] is not JsonObject metadata)
        {
            item["metadata"] = metadata = [];
        }

        if (list is null)
        {
            metadata.Remove("managedFields");
        }
        else
        {
            metadata["managedFields"] = list;
        }
    }

    /// <summary>Hands the fields that differ to the writer, and says whether there were any.</summary>
    internal static void Transfer(FieldOwners owners, JsonObject live, JsonObject updated, UpdateContext context)
    {
        var versions = new OwnerVersions(context);
        versions.Reconcile(owners, live);
        var differences = versions.Compare(live, updated);
        for (var i = owners.All.Count - 1; i >= 0; i--)
        {
            LoseTo(owners.All[i], differences.Of(owners.All[i]), context);
        }

        var gained = differences.Own.Changed.Difference(Unowned);
        if (!gained.IsEmpty)
        {
            var writer = owners.Find(context.ManagerName, false, context.ApiVersion, context.Subresource);
            if (writer is null)
            {
                writer = FieldOwner.Create(context, context.ManagerName, false, gained);
                owners.Add(writer);
            }
            else
            {
                writer.Gain(gained);
            }

            writer.Touch(context.Now);
        }

        owners.RemoveEmpty();
        owners.CapUpdates(MaxUpdateManagers);
    }

    private static void LoseTo(FieldOwner owner, FieldComparison comparison, UpdateContext context)
    {
        if (comparison.IsEmpty)
        {
            return;
        }

        var isWriter = owner.Is(context.ManagerName, false, context.ApiVersion, context.Subresource);
        owner.Lose(isWriter ? FieldSet.Empty : comparison.Changed, comparison.Removed);
    }

    private static JsonArray? Entries(JsonObject item) =>
        (item["metadata"] as JsonObject)?["managedFields"] as JsonArray;

    private static void SetTime(JsonNode? entry, JsonNode? time)
    {
        if (entry is not JsonObject map)
        {
            return;
        }

        if (time is null)
        {
            map.Remove("time");
        }
        else
        {
            map["time"] = time;
        }
    }
}
