using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Kinds;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Verbs;

/// <summary>What a deletion looks at.</summary>
internal sealed record DeletionSight(KindRules Rules, JsonObject Live, DeleteOptions Options, DateTimeOffset Now);

/// <summary>What a deletion does.</summary>
/// <param name="Removes">The object goes at once; else it stays with its marks, until grace and finalizers are
/// over.</param>
/// <param name="Object">The last state, or the marked one.</param>
/// <param name="Changes">Whether the marks are new; false where there is nothing to write.</param>
/// <param name="MarksFirst">
/// The marks are written and seen before the object goes: kinds with grace do so where the grace is nothing, too.
/// </param>
internal sealed record DeletionPlan(bool Removes, JsonObject Object, bool Changes, bool MarksFirst);

/// <summary>
/// Decides whether an object goes at once or is marked first. Source of the rules:
/// apiserver/pkg/registry/rest/delete.go.
/// </summary>
internal static class DeletionPlanner
{
    private const string OrphanFinalizer = "orphan";
    private const string ForegroundFinalizer = "foregroundDeletion";

    public static DeletionPlan Plan(DeletionSight seen)
    {
        var marked = (JsonObject)seen.Live.DeepClone();
        var metadata = ObjectMeta.Of(marked);
        SetFinalizers(metadata, Propagation(seen));
        var asked = seen.Options.GraceSeconds < 0 ? 1 : seen.Options.GraceSeconds;
        var grace = seen.Rules.GracePeriod(seen.Live, asked);
        var before = ObjectMeta.Number(metadata, "deletionGracePeriodSeconds");
        var terminating = ObjectMeta.Has(metadata, "deletionTimestamp");
        if (terminating && (asked is null || grace >= before))
        {
            // It is on its way already, and grace is never made longer.
            grace = before;
        }
        else
        {
            Stamp(seen, metadata, grace, terminating);
        }

        if (grace == 0 && ObjectMeta.Finalizers(metadata).Count == 0 && !seen.Rules.IsHeld(seen.Live))
        {
            var marks = seen.Rules.IsGraceful && !JsonNode.DeepEquals(marked, seen.Live);
            return new DeletionPlan(true, seen.Rules.IsGraceful ? marked : seen.Live, true, marks);
        }

        seen.Rules.Mark(marked);
        return new DeletionPlan(false, marked, !JsonNode.DeepEquals(marked, seen.Live), false);
    }

    private static void Stamp(DeletionSight seen, JsonObject metadata, long grace, bool terminating)
    {
        var start = seen.Now;
        if (terminating && DateTimeOffset.TryParse(
            ObjectMeta.Text(metadata, "deletionTimestamp"), CultureInfo.InvariantCulture, out var due))
        {
            // A shorter grace counts from when the deletion was asked for first.
            start = due - TimeSpan.FromSeconds(ObjectMeta.Number(metadata, "deletionGracePeriodSeconds"));
        }

        metadata["deletionTimestamp"] = ObjectMeta.Time(start + TimeSpan.FromSeconds(grace));
        metadata["deletionGracePeriodSeconds"] = grace;
        if (!terminating && ObjectMeta.Number(metadata, "generation") > 0)
        {
            metadata["generation"] = ObjectMeta.Number(metadata, "generation") + 1;
        }
    }

    /// <summary>What was asked for; else what a finalizer says already, and else the default of the kind.</summary>
    private static string? Propagation(DeletionSight seen) =>
        seen.Options.Propagation is null && seen.Rules.DefaultPropagation.Orphans
        && !ObjectMeta.Finalizers(ObjectMeta.Of(seen.Live)).Any(f => f is OrphanFinalizer or ForegroundFinalizer)
            ? "Orphan"
            : seen.Options.Propagation;

    private static void SetFinalizers(JsonObject metadata, string? propagation)
    {
        if (propagation is null)
        {
            return;
        }

        var finalizers =
            ObjectMeta.Finalizers(metadata).Where(f => f is not (OrphanFinalizer or ForegroundFinalizer)).ToList();
        if (propagation == "Orphan")
        {
            finalizers.Add(OrphanFinalizer);
        }
        else if (propagation == "Foreground")
        {
            finalizers.Add(ForegroundFinalizer);
        }

        ObjectMeta.Set(
            metadata, "finalizers",
            finalizers.Count == 0 ? null : new JsonArray([.. finalizers.Select(f => (JsonNode)f)]));
    }
}
