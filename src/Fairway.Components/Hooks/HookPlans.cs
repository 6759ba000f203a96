using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Components.Targets;
using Fairway.Delivery.Changes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Guarding;
using Fairway.Merge.Plans;
using Fairway.Merge.Values;

namespace Fairway.Components.Hooks;

/// <summary>What hooks add to a plan: each that is still to run, as a change that cannot be undone.</summary>
internal static class HookPlans
{
    private static readonly string[] Whens = ["pre", "post"];

    /// <summary>The changes, in the order in which they are made.</summary>
    /// <param name="target">What is to be.</param>
    /// <param name="occasion">What the act is to hooks.</param>
    /// <param name="ledger">What was run of this very change; null for nothing.</param>
    /// <param name="mask">Hides Secrets.</param>
    public static ImmutableArray<PlannedChange> Of(
        TargetDocument target, HookOccasion occasion, HookLedger? ledger, SecretMask mask) =>
        occasion == HookOccasion.None
            ? []
            :
            [
                .. Whens.Select(when => occasion.Moment(when))
                    .Where(moment => ledger?.Closed.Contains(moment) != true)
                    .SelectMany(moment => (target.Hooks ?? []).Where(hook => hook.Events.Contains(moment))
                        .Select(hook => Change(hook, moment, mask))),
            ];

    private static PlannedChange Change(TargetHook hook, string moment, SecretMask mask)
    {
        var change = new FieldChange(FieldPath.Root, ChangeKind.Add, ChangeCause.Target, null, hook.Object);
        var judged = new JudgedChange(hook.Reference, change, Verdict(hook.Reference, moment));
        return new PlannedChange(
            $"{hook.Reference}",
            "",
            null,
            CanonicalJson.Text(mask.Hide(hook.Reference, FieldPath.Root, hook.Object)),
            (ChangeVerdict)(int)judged.Verdict.Kind,
            judged.Verdict.Why,
            Fingerprint.Of(judged, mask).Digest,
            IsDrift: false)
        {
            Rule = judged.Verdict.Rule,
            IsFinal = judged.Verdict.IsFinal,
        };
    }

    private static Verdict Verdict(ObjectRef reference, string moment) => reference.Kind is
        { Group: "batch", Kind: "Job" } or { Group: "", Kind: "Pod" }
        ? new(VerdictKind.Allow, moment, $"Runs as a hook ({moment}), and what it does cannot be undone.")
        {
            IsFinal = true,
        }
        : new(VerdictKind.Allow, moment, $"Is made as a hook ({moment}).");
}
