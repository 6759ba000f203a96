using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Components.Generated;
using Fairway.Components.Targets;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Rollouts;
using Fairway.Merge.Diffing;
using Fairway.Merge.Guarding;
using Fairway.Merge.Ownership;
using Fairway.Merge.Plans;
using Fairway.Merge.Values;

namespace Fairway.Components.Planning;

/// <summary>Compares target, recorded and live of every object of a component. Pure.</summary>
internal static class ChartPlanner
{
    /// <summary>What is to change, object by object: the target's in its order, then what goes, last first.</summary>
    public static ChartPlan Plan(ChartObservation seen)
    {
        var guard = Guard(seen.Target);
        var wanted = seen.Target.Items.Select(item => (Reference: ObjectRef.Of(item), Item: item)).ToList();
        var names = wanted.Select(item => item.Reference).ToHashSet();
        var recorded = seen.Recorded.Objects.ToDictionary(item => item.Reference, item => item.Object);
        var gone = seen.Recorded.Objects.Where(item => !names.Contains(item.Reference)).Reverse();
        return new ChartPlan(
            seen.Recorded.AppliedVersion,
            [
                .. wanted.Select(item => Compare(
                    seen, guard, item.Reference, recorded.GetValueOrDefault(item.Reference), item.Item)),
                .. gone.Select(item => Compare(seen, guard, item.Reference, item.Object, target: null)),
            ],
            [.. wanted.Where(item => IsWorkload(item.Reference)).Select(item => Rollout(seen, item.Reference))])
        {
            Remarks = seen.Target.Remarks ?? [],
        };
    }

    internal static bool IsWorkload(ObjectRef reference) =>
        reference.Kind is { Group: "apps", Kind: "Deployment" or "StatefulSet" or "DaemonSet" };

    private static PlannedObject Compare(
        ChartObservation seen, DangerGuard guard, ObjectRef reference, JsonObject? recorded, JsonObject? target)
    {
        seen.Live.TryGetValue(reference, out var live);
        var schema = seen.Schemas.Find(reference);
        var diff = ThreeWayDiff.Of(recorded, target, live, schema, RolloutFields.Of(reference.Kind));
        return new PlannedObject(
            reference, target, live, diff, [.. guard.Judge(diff).Select(change => Planned(change, diff, seen))])
        {
            Schema = schema,
        };
    }

    private static PlannedChange Planned(JudgedChange judged, ObjectDiff diff, ChartObservation seen)
    {
        var mask = seen.Mask;
        var change = judged.Change;
        var isOthers = diff.IsAdoption && judged.Verdict.Kind == VerdictKind.Safe;
        var verdict = isOthers ? ChangeVerdict.Danger : (ChangeVerdict)(int)judged.Verdict.Kind;
        return new PlannedChange(
            $"{judged.Object}",
            change.Path.Text,
            Text(mask.Hide(judged.Object, change.Path, change.Before)),
            Text(mask.Hide(judged.Object, change.Path, change.After)),
            verdict,
            isOthers ? "The object is there already, and was not made by Fairway." : Why(judged, seen.Target),
            Fingerprint.Of(judged, mask).Digest,
            change.Cause == ChangeCause.Drift);
    }

    private static string Why(JudgedChange judged, TargetDocument target) => judged.Verdict.Why.Length > 0
        ? judged.Verdict.Why
        : RenewedCertificate.In(judged.Change.After, target.Renewed ?? []) ?? "";

    private static string? Text(JsonNode? value) => value is null ? null : CanonicalJson.Text(value);

    private static PlannedRollout Rollout(ChartObservation seen, ObjectRef reference) => new(
        $"{reference}", seen.Catalogue.Find(reference.ApiVersion, reference.Kind.Kind)?.Guarantees);

    private static DangerGuard Guard(TargetDocument target) => DangerGuard.Default.With(
        target.DangerOverrides.Select(rule => DangerRule.Parse(
            ["component", $"{rule.Kind}.*", "CUD", rule.Path, "any", rule.Verdict, rule.Reason])));
}
