using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>Types and reasons of a Deployment's conditions, and how a condition takes the place of another.</summary>
internal static class DeploymentConditions
{
    public const string Available = "Available";
    public const string Progressing = "Progressing";
    public const string ReplicaFailure = "ReplicaFailure";

    public const string Paused = "DeploymentPaused";
    public const string Resumed = "DeploymentResumed";
    public const string NewSetCreated = "NewReplicaSetCreated";
    public const string NewSetFound = "FoundNewReplicaSet";
    public const string SetUpdated = "ReplicaSetUpdated";
    public const string NewSetAvailable = "NewReplicaSetAvailable";
    public const string DeadlineExceeded = "ProgressDeadlineExceeded";

    /// <summary>
    /// Puts a condition in the place of the one of its type. The same status for the same reason stays as it was; the
    /// time of the transition stays where only the reason differs.
    /// </summary>
    public static ImmutableArray<Condition> Set(
        ImmutableArray<Condition> conditions, Condition wanted, DateTimeOffset now)
    {
        var current = conditions.FirstOrDefault(c => c.Type == wanted.Type);
        return current is not null && current.Status == wanted.Status && current.Reason == wanted.Reason
            ? conditions
            : Replace(conditions, wanted, now);
    }

    /// <summary>As <see cref="Set"/>, but renews the time of the update even where nothing else changes.</summary>
    public static ImmutableArray<Condition> Replace(
        ImmutableArray<Condition> conditions, Condition wanted, DateTimeOffset now)
    {
        var current = conditions.FirstOrDefault(c => c.Type == wanted.Type);
        var transition = current is not null && current.Status == wanted.Status ? current.TransitionedAt : now;
        var written = wanted with { UpdatedAt = now, TransitionedAt = transition };
        return [.. conditions.Where(c => c.Type != wanted.Type), written];
    }

    public static ImmutableArray<Condition> Remove(ImmutableArray<Condition> conditions, string type) =>
        conditions.RemoveAll(c => c.Type == type);
}
