using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Merge.Diffing;
using Fairway.Merge.Guarding;

namespace Fairway.Components.Planning;

/// <summary>What is said of objects that were recorded and are no longer rendered. Pure.</summary>
internal static class PrunePlanner
{
    /// <summary>Says of an object that it is never to be deleted: <c>never</c>.</summary>
    internal const string Annotation = "fairway.dev/prune";

    private const string HelmAnnotation = "helm.sh/resource-policy";

    /// <summary>
    /// The diffs of what goes, judged: what says that it stays, stays; nothing left at all is refused; more than the
    /// budget needs an approval by name; and one that looks like a rename says so. All of it goes by record and target,
    /// not by what is live: the verdict stays the same while the plan is carried out.
    /// </summary>
    /// <param name="seen">What is compared.</param>
    /// <param name="guard">Judges the deletion of each.</param>
    /// <param name="gone">The recorded objects that the target does not have, and their diffs.</param>
    /// <param name="made">Objects of the target that were not recorded.</param>
    public static IReadOnlyList<(ObjectRef Reference, ObjectDiff Diff, ImmutableArray<JudgedChange> Judged)> Judge(
        ChartObservation seen,
        DangerGuard guard,
        IReadOnlyList<(ObjectRef Reference, JsonObject Recorded, ObjectDiff Diff)> gone,
        IReadOnlyList<JsonObject> made)
    {
        var verdict = OfAll(seen, guard, gone.Count(item => !IsKept(seen, item)));
        return
        [
            .. gone.Select(item => (item.Reference, item.Diff, Judged: IsKept(seen, item)
                ? Every(guard.Judge(item.Diff), guard.Of("prune-never"))
                : Together(guard.Judge(item.Diff), verdict, Renames.Find(item.Recorded, made)))),
        ];
    }

    /// <summary>What holds for every deletion; null where each is judged by itself.</summary>
    private static Verdict? OfAll(ChartObservation seen, DangerGuard guard, int going)
    {
        var recorded = seen.Recorded.Objects.Count(item => !IsNamespace(item.Reference));
        if (going > 0 && recorded > 0 && !seen.Target.Items.Select(ObjectRef.Of).Any(item => !IsNamespace(item)))
        {
            return guard.Of("rendering-empty");
        }

        var budget = seen.Target.DeletionBudget ?? new DeletionBudget();
        var most = Math.Max(1, Math.Min(budget.Objects, seen.Recorded.Objects.Length * budget.Percent / 100));
        return going > most
            ? guard.Of(
                "deletion-budget",
                $"{going} of {seen.Recorded.Objects.Length} recorded objects would go, and {most} may.")
            : null;
    }

    private static ImmutableArray<JudgedChange> Every(ImmutableArray<JudgedChange> judged, Verdict verdict) =>
        [.. judged.Select(one => one with { Verdict = verdict })];

    /// <summary>A protected kind keeps the rule that asks for its own name.</summary>
    private static ImmutableArray<JudgedChange> Together(
        ImmutableArray<JudgedChange> judged, Verdict? ofAll, ObjectRef? renamed)
    {
        var chosen = judged.Select(one => ofAll is null || (one.Verdict.IsByName && ofAll.Kind != VerdictKind.Refuse)
            ? one.Verdict
            : ofAll with { IsFinal = ofAll.IsFinal || one.Verdict.IsFinal });
        return
        [
            .. judged.Zip(chosen, (one, verdict) => one with
            {
                Verdict = renamed is null ? verdict : verdict with { Why = $"{verdict.Why} {Words(renamed.Value)}" },
            }),
        ];
    }

    private static string Words(ObjectRef other) =>
        $"{other} is made with like content: this is a rename, and what the old one holds does not come along.";

    private static bool IsKept(
        ChartObservation seen, (ObjectRef Reference, JsonObject Recorded, ObjectDiff Diff) item) =>
        SaysNever(item.Recorded) || (seen.Live.TryGetValue(item.Reference, out var live) && SaysNever(live));

    private static bool SaysNever(JsonObject item) =>
        item["metadata"]?["annotations"] is JsonObject said
        && (Text(said, Annotation) == "never" || Text(said, HelmAnnotation) == "keep");

    private static string? Text(JsonObject owner, string name) =>
        owner[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool IsNamespace(ObjectRef reference) =>
        reference.Kind is { Group: "", Kind: "Namespace" };
}
