using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Components.Targets;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Rollouts;
using Fairway.Merge.Diffing;
using Fairway.Merge.Guarding;

namespace Fairway.Components.Planning;

/// <summary>Compares target, recorded and live of every object of a component. Pure.</summary>
internal static class ChartPlanner
{
    /// <summary>What is to change, object by object: the target's in its order, then what goes, last first.</summary>
    public static ChartPlan Plan(ChartObservation seen)
    {
        var guard = ComponentGuard.Of(seen.Target);
        var wanted = seen.Target.Items.Select(item => (Reference: ObjectRef.Of(item), Item: item)).ToList();
        var names = wanted.Select(item => InAnyVersion(item.Reference)).ToHashSet();
        var recorded = seen.Recorded.Objects.DistinctBy(item => InAnyVersion(item.Reference))
            .ToDictionary(item => InAnyVersion(item.Reference), item => item.Object);
        var gone = seen.Recorded.Objects.Where(item => !names.Contains(InAnyVersion(item.Reference))).Reverse()
            .Select(item => (item.Reference, item.Object, Diff(seen, item.Reference, item.Object, target: null)));
        var scaled = Scaled(seen);
        var kept = wanted.Select(item => Compare(
            seen, (guard, scaled), item.Reference, recorded.GetValueOrDefault(InAnyVersion(item.Reference)), item.Item))
            .ToList();
        var made = wanted.Where(item => !recorded.ContainsKey(InAnyVersion(item.Reference))).Select(item => item.Item);
        return new ChartPlan(
            seen.Recorded.AppliedVersion,
            [
                .. kept,
                .. PrunePlanner.Judge(seen, guard, [.. gone], [.. made]).Select(item => JudgedObject.Of(
                    item.Reference,
                    (null, seen.Live.GetValueOrDefault(item.Reference)),
                    item.Diff,
                    item.Judged,
                    seen)),
            ],
            [.. wanted.Select(item => Rollout(seen, item.Reference, item.Item)).OfType<PlannedRollout>()])
        {
            Policy = seen.Target.Rollout,
            Remarks = seen.Target.Remarks ?? [],
        };
    }

    /// <summary>An object stays the same one when its chart writes it in another version of its group.</summary>
    private static ObjectRef InAnyVersion(ObjectRef reference) =>
        reference with { Kind = reference.Kind with { Version = "" } };

    private static PlannedObject Compare(
        ChartObservation seen,
        (DangerGuard Guard, ImmutableHashSet<ScaleTarget> Scaled) by,
        ObjectRef reference,
        JsonObject? recorded,
        JsonObject target)
    {
        var diff = Diff(seen, reference, recorded, target);
        var judged = by.Guard.Judge(diff, by.Scaled.Contains(ScaleTarget.Of(reference)));
        return JudgedObject.Of(reference, (target, seen.Live.GetValueOrDefault(reference)), diff, judged, seen);
    }

    private static ObjectDiff Diff(
        ChartObservation seen, ObjectRef reference, JsonObject? recorded, JsonObject? target) => ThreeWayDiff.Of(
        recorded,
        target,
        seen.Live.GetValueOrDefault(reference),
        seen.Schemas.Find(reference),
        RolloutFields.Of(reference.Kind));

    /// <summary>What autoscalers have as their targets: those of the target, and live ones that do not go with this
    /// change.</summary>
    private static ImmutableHashSet<ScaleTarget> Scaled(ChartObservation seen)
    {
        var ours = seen.Recorded.Objects.Select(item => InAnyVersion(item.Reference)).ToHashSet();
        return ScaleTarget.In(seen.Target.Items.Concat(
            seen.Autoscalers.Where(item => !ours.Contains(InAnyVersion(ObjectRef.Of(item))))));
    }

    private static PlannedRollout? Rollout(ChartObservation seen, ObjectRef reference, JsonObject item) =>
        seen.Catalogue.Find(reference.ApiVersion, reference.Kind.Kind, WorkloadPace.Of(item, seen.Target.Rollout))
            is { } facts
            ? new PlannedRollout($"{reference}", facts.Guarantees)
            : null;
}
