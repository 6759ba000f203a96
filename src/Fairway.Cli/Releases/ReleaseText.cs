using System.Text;
using Fairway.Api.Releases;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Releases;

/// <summary>A Release for people: what it is, its stages, its clusters. Pure.</summary>
internal static class ReleaseText
{
    /// <summary>The whole of it.</summary>
    /// <param name="sight">The Release.</param>
    /// <param name="now">The moment from which times count.</param>
    /// <param name="wide">Whether there is room for attempts and times of clusters.</param>
    public static string Of(ReleaseSight sight, DateTimeOffset now, bool wide = false)
    {
        var text = new StringBuilder(Head(sight));
        if (sight.Status.Stages is { Count: > 0 } stages)
        {
            text.Append('\n').Append(Stages(stages, now));
        }

        if (sight.Status.Stages?.Any(stage => stage.Tasks is { Count: > 0 }) == true)
        {
            text.Append('\n').Append(Tasks(sight.Status.Stages));
        }

        if (sight.Clusters.Count > 0)
        {
            text.Append('\n').Append(Clusters(sight, now, wide));
        }

        if (sight.Status.Missed is { Count: > 0 } missed)
        {
            text.Append('\n').Append(Missed(missed));
        }

        return text.ToString();
    }

    /// <summary>What a Release brings: <c>proxy=1.2.3,cache</c>.</summary>
    public static string Changes(Release release) => string.Join(
        ',',
        release.Spec.Changes.Select(one => one.Version is null ? one.Component : $"{one.Component}={one.Version}"));

    /// <summary>Where a Release stands, in one line.</summary>
    public static string Line(ReleaseSight sight)
    {
        var stage = sight.Status.Stage is { } name && !sight.IsOver ? $" in stage {name}" : "";
        if (sight.Status is { Phase: ReleasePhase.Pending, Planning: { } planning })
        {
            return $"{sight.Status.Phase}: {Planned(planning)}";
        }

        var why = sight.Progress?.Message is { Length: > 0 } message ? $": {message}" : "";
        return $"{sight.Status.Phase}{stage}{why}";
    }

    /// <summary><c>120 of 300 clusters are planned</c>.</summary>
    public static string Planned(PlanningProgress planning) =>
        $"{planning.Planned} of {Counts.Of(planning.Clusters, "cluster")} are planned";

    private static string Head(ReleaseSight sight)
    {
        var release = sight.Release;
        var rows = new List<IReadOnlyList<string>>
        {
            (IReadOnlyList<string>)["Release:", release.Metadata.Name],
            (IReadOnlyList<string>)["Changes:", Changes(release)],
            (IReadOnlyList<string>)["Pipeline:", release.Spec.Pipeline],
            (IReadOnlyList<string>)["State:", Line(sight)],
        };
        if (release.Spec.CatchUp is { } order)
        {
            rows.Add(["Catches up:", $"{release.Spec.Cluster} with {order.Release}"]);
        }

        if (sight.Status.Plan is { } plan)
        {
            var dangers = plan.Dangers > 0 ? $", {plan.Dangers} to be approved" : "";
            var final = plan.Irreversible > 0 ? $", {plan.Irreversible} that cannot be undone" : "";
            rows.Add(["Plan:", $"{Counts.Of(plan.Groups, "group")} of clusters{dangers}{final}; {plan.Digest}"]);
        }

        return ColumnText.Of(rows);
    }

    private static string Stages(IReadOnlyList<StageStatus> stages, DateTimeOffset now) => ColumnText.Of(
    [
        ["STAGE", "PHASE", "DONE", "FAILED", "LEFT OUT", "IN FLIGHT", "SILENT"],
        .. stages.Select(stage => (IReadOnlyList<string>)
        [
            stage.Name,
            $"{stage.Phase}",
            $"{stage.Done}/{stage.Clusters}",
            $"{stage.Failed}",
            $"{stage.Missed ?? 0}",
            $"{stage.Active}",
            stage.SilentUntil is { } until && until > now ? $"for {Ages.Text(until - now)}" : "-",
        ]),
    ]);

    private static string Tasks(IReadOnlyList<StageStatus> stages) => ColumnText.Of(
    [
        ["TASK", "STAGE", "PHASE", "ATTEMPT", "MESSAGE"],
        .. from stage in stages
           from task in stage.Tasks ?? []
           select (IReadOnlyList<string>)
               [task.Name, stage.Name, $"{task.Phase}", task.Attempt is { } n ? $"{n}" : "-", task.Message ?? "-"],
    ]);

    private static string Clusters(ReleaseSight sight, DateTimeOffset now, bool wide)
    {
        string[] more = wide ? ["ATTEMPT", "SINCE"] : [];
        return ColumnText.Of(
        [
            ["CLUSTER", "STAGE", "PHASE", "STEP", .. more, "REASON", "MESSAGE"],
            .. sight.Clusters.OrderBy(item => StageIndex(sight, item)).Select(item => (IReadOnlyList<string>)
            [
                item.ClusterId,
                item.Spec.Stage,
                Phase(item),
                Step(item),
                .. wide ? More(item, now) : [],
                item.Status?.Reason ?? "-",
                item.Status?.Failure ?? item.Status?.Message ?? "-",
            ]),
        ]);
    }

    private static string Missed(IReadOnlyList<MissedCluster> missed) => ColumnText.Of(
    [
        ["MISSED BY", "STATE", "CATCHES UP BY", "MESSAGE"],
        .. missed.Select(one => (IReadOnlyList<string>)
            [one.Cluster, $"{one.State}", one.CatchUp ?? "-", one.Says ?? "-"]),
    ]);

    private static IReadOnlyList<string> More(ClusterRelease item, DateTimeOffset now) =>
    [
        $"{(item.Status?.Attempt ?? 0) + 1}",
        item.Status?.PhaseSince is { } since ? Ages.Text(now - since) : "-",
    ];

    /// <summary>The phase of a cluster, and which way it goes.</summary>
    public static string Phase(ClusterRelease item)
    {
        var status = item.Status ?? new ClusterReleaseStatus();
        var back = status.Direction == Direction.Back && status.Phase != ClusterReleasePhase.RolledBack;
        return back ? $"{status.Phase} (back)" : $"{status.Phase}";
    }

    private static string Step(ClusterRelease item) =>
        item.Status is { Step: >= 0 } status ? $"{status.Step + 1}/{item.Spec.Steps.Count}" : "-";

    private static int StageIndex(ReleaseSight sight, ClusterRelease item)
    {
        var stages = sight.Status.Stages ?? [];
        var index = stages.TakeWhile(stage => stage.Name != item.Spec.Stage).Count();
        return index;
    }
}
