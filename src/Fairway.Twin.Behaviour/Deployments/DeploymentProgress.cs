using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>What the Progressing condition says: complete, moving, out of time, paused.</summary>
internal static class DeploymentProgress
{
    /// <summary>Enters or leaves the pause. A rollout that ran out of time says so even while it is paused.</summary>
    public static ImmutableArray<Condition> WithPause(DeploymentView deployment, DateTimeOffset now)
    {
        var conditions = deployment.Status.Conditions;
        var current = deployment.Status.Find(DeploymentConditions.Progressing);
        if (deployment.ProgressDeadline is null || current is { Reason: DeploymentConditions.DeadlineExceeded })
        {
            return conditions;
        }

        var saysPaused = current is { Reason: DeploymentConditions.Paused };
        if (deployment.Paused == saysPaused)
        {
            return conditions;
        }

        var wanted = deployment.Paused
            ? Progressing("Unknown", DeploymentConditions.Paused, "Deployment is paused")
            : Progressing("Unknown", DeploymentConditions.Resumed, "Deployment is resumed");
        return DeploymentConditions.Set(conditions, wanted, now);
    }

    /// <summary>Notes that the replica set of the template was created now, or was there already.</summary>
    public static ImmutableArray<Condition> WithNewSet(DeploymentDraft draft, ImmutableArray<Condition> conditions)
    {
        if (draft.New is not { } current || draft.Deployment.ProgressDeadline is null)
        {
            return conditions;
        }

        if (draft.CreatesNew)
        {
            var created = Progressing(
                "True", DeploymentConditions.NewSetCreated, $"Created new replica set \"{current.Name}\"");
            return DeploymentConditions.Set(conditions, created, draft.Seen.Now);
        }

        return conditions.Any(c => c.Type == DeploymentConditions.Progressing)
            ? conditions
            : DeploymentConditions.Set(
                conditions,
                Progressing("True", DeploymentConditions.NewSetFound, $"Found new replica set \"{current.Name}\""),
                draft.Seen.Now);
    }

    /// <summary>Judges the rollout by what changed between the status as it was and as it is.</summary>
    public static ImmutableArray<Condition> WithRollout(DeploymentDraft draft, DeploymentStatus status)
    {
        var deployment = draft.Deployment;
        var conditions = status.Conditions;
        if (deployment.ProgressDeadline is not { } deadline)
        {
            return DeploymentConditions.Remove(conditions, DeploymentConditions.Progressing);
        }

        var current = conditions.FirstOrDefault(c => c.Type == DeploymentConditions.Progressing);
        if (status.Replicas == status.Updated && current is { Reason: DeploymentConditions.NewSetAvailable })
        {
            return conditions;
        }

        var subject = draft.New is { } set ? $"ReplicaSet \"{set.Name}\"" : $"Deployment \"{deployment.Meta.Name}\"";
        var now = draft.Seen.Now;
        if (IsComplete(deployment, status))
        {
            return DeploymentConditions.Set(
                conditions,
                Progressing("True", DeploymentConditions.NewSetAvailable, $"{subject} has successfully progressed."),
                now);
        }

        if (HasMoved(deployment.Status, status))
        {
            return DeploymentConditions.Replace(
                conditions,
                Progressing("True", DeploymentConditions.SetUpdated, $"{subject} is progressing."),
                now);
        }

        return IsOutOfTime(current, deadline, now)
            ? DeploymentConditions.Set(
                conditions,
                Progressing("False", DeploymentConditions.DeadlineExceeded, $"{subject} has timed out progressing."),
                now)
            : conditions;
    }

    /// <summary>All replicas are of the new template and available, and there are no others.</summary>
    public static bool IsComplete(DeploymentView deployment, DeploymentStatus status) =>
        status.Updated == deployment.Replicas
        && status.Replicas == deployment.Replicas
        && status.Available == deployment.Replicas
        && status.ObservedGeneration >= deployment.Meta.Generation;

    /// <summary>When the deadline passes; null where it does not run.</summary>
    public static DateTimeOffset? NextLook(DeploymentView deployment, DeploymentStatus status)
    {
        var current = status.Find(DeploymentConditions.Progressing);
        if (deployment.ProgressDeadline is not { } deadline || deployment.Paused
            || current is null or
                { Reason: DeploymentConditions.NewSetAvailable or DeploymentConditions.DeadlineExceeded }
            || IsComplete(deployment, status))
        {
            return null;
        }

        // The time of the update is kept in whole seconds: a second later the deadline has passed in any case.
        return (current.UpdatedAt ?? current.TransitionedAt) + deadline + TimeSpan.FromSeconds(1);
    }

    private static bool HasMoved(DeploymentStatus before, DeploymentStatus after) =>
        after.Updated > before.Updated
        || after.Replicas - after.Updated < before.Replicas - before.Updated
        || after.Ready > before.Ready
        || after.Available > before.Available;

    private static bool IsOutOfTime(Condition? current, TimeSpan deadline, DateTimeOffset now) => current switch
    {
        null or { Reason: DeploymentConditions.NewSetAvailable } => false,
        { Reason: DeploymentConditions.DeadlineExceeded } => true,
        _ => (current.UpdatedAt ?? current.TransitionedAt) + deadline < now,
    };

    private static Condition Progressing(string status, string reason, string message) =>
        new(DeploymentConditions.Progressing, status, reason, message);
}
