using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Components.Generated;
using Fairway.Components.Targets;
using Fairway.Delivery.Changes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Guarding;
using Fairway.Merge.Plans;
using Fairway.Merge.Values;

namespace Fairway.Components.Planning;

/// <summary>Makes of a judged diff what is shown, approved and written.</summary>
internal static class JudgedObject
{
    /// <summary>The planned object: what keeps its live value is shown, and is not written.</summary>
    public static PlannedObject Of(
        ObjectRef reference,
        (JsonObject? Target, JsonObject? Live) sides,
        ObjectDiff diff,
        ImmutableArray<JudgedChange> judged,
        ChartObservation seen)
    {
        var kept = judged.Where(one => one.Verdict.Kind == VerdictKind.KeepLive)
            .Select(one => one.Change.Path).ToImmutableArray();
        return new PlannedObject(
            reference,
            sides.Target,
            sides.Live,
            kept.IsEmpty ? diff : diff.Without(kept),
            [.. judged.Select(one => Planned(one, seen))])
        {
            Kept = kept,
            Schema = seen.Schemas.Find(reference),
        };
    }

    private static PlannedChange Planned(JudgedChange judged, ChartObservation seen)
    {
        var mask = seen.Mask;
        var (change, verdict) = (judged.Change, judged.Verdict);
        return new PlannedChange(
            $"{judged.Object}",
            change.Path.Text,
            Text(mask.Hide(judged.Object, change.Path, change.Before)),
            Text(mask.Hide(judged.Object, change.Path, change.After)),
            (ChangeVerdict)(int)verdict.Kind,
            Why(judged, seen.Target),
            Fingerprint.Of(judged, mask).Digest,
            change.Cause == ChangeCause.Drift)
        {
            Rule = verdict.Rule,
            IsFinal = verdict.IsFinal,
            IsByName = verdict.IsByName,
        };
    }

    private static string Why(JudgedChange judged, TargetDocument target) => judged.Verdict.Why.Length > 0
        ? judged.Verdict.Why
        : RenewedCertificate.In(judged.Change.After, target.Renewed ?? []) ?? "";

    private static string? Text(JsonNode? value) => value is null ? null : CanonicalJson.Text(value);
}
