using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Garbage;

/// <summary>
/// Decides what becomes of an object whose owners go, and of the dependents of one that is going: deleted with it,
/// deleted before it, or left as orphans.
/// </summary>
internal static class GarbagePlanner
{
    public static ImmutableArray<GarbageAction> Plan(GarbageObservation seen)
    {
        if (seen.Item.OrphansDependents)
        {
            return Orphan(seen);
        }

        if (seen.Item.WaitsForDependents)
        {
            return Release(seen);
        }

        return seen.Item.Meta.IsDeleting || seen.Owners.IsEmpty ? [] : Collect(seen);
    }

    private static ImmutableArray<GarbageAction> Orphan(GarbageObservation seen)
    {
        var uid = seen.Item.Meta.Uid;
        return
        [
            .. seen.Dependents.Select(d => new GarbageAction.KeepOwners(
                d, [.. d.Meta.Owners.Where(o => o.Uid != uid)], "its owner is deleted and leaves it behind")),
            new GarbageAction.RemoveFinalizer(seen.Item, WellKnown.OrphanFinalizer, "its dependents are left behind"),
        ];
    }

    private static ImmutableArray<GarbageAction> Release(GarbageObservation seen) =>
        seen.Dependents.Any(d => d.Blocks(seen.Item.Meta.Uid))
            ? []
            : [new GarbageAction.RemoveFinalizer(
                seen.Item, WellKnown.ForegroundFinalizer, "no dependent holds it any more")];

    private static ImmutableArray<GarbageAction> Collect(GarbageObservation seen)
    {
        var staying = seen.Owners.Where(o => o.Presence == OwnerPresence.Present).ToArray();
        if (staying.Length == seen.Owners.Length)
        {
            return [];
        }

        if (staying.Length > 0)
        {
            return [new GarbageAction.KeepOwners(
                seen.Item, [.. staying.Select(o => o.Reference)], "some of its owners are gone")];
        }

        var isAwaited = seen.Owners.Any(o => o.Presence == OwnerPresence.WaitsForDependents);
        return isAwaited && !seen.Dependents.IsEmpty
            ? [new GarbageAction.Delete(seen.Item, "Foreground", "its owner waits for it and for its dependents")]
            : [new GarbageAction.Delete(
                seen.Item, PropagationOf(seen.Item.Meta), isAwaited
                    ? "its owner waits for it"
                    : "its owners are gone")];
    }

    private static string PropagationOf(ObjectMeta meta)
    {
        if (meta.Finalizers.Contains(WellKnown.OrphanFinalizer))
        {
            return "Orphan";
        }

        return meta.Finalizers.Contains(WellKnown.ForegroundFinalizer) ? "Foreground" : "Background";
    }
}
