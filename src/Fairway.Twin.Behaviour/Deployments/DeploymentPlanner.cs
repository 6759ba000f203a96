using System.Collections.Immutable;
using System.Globalization;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Ownership;
using Fairway.Kube.Pods.Planning;
using Fairway.Twin.Behaviour.ReplicaSets;

namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>
/// Decides how a Deployment goes on: which replica sets it owns, how large each is to be, which may go, and what its
/// status says.
/// </summary>
internal static class DeploymentPlanner
{
    public static DeploymentPlan Plan(DeploymentObservation seen)
    {
        var deployment = seen.Deployment;
        if (deployment.Selector.IsEmpty)
        {
            var untouched = deployment.Status with { ObservedGeneration = deployment.Meta.Generation };
            return new DeploymentPlan([], untouched);
        }

        var claims = Claim(seen);
        var draft = new DeploymentDraft(
            seen, claims.Owned, DeploymentRevisions.FindNew(deployment, claims.Owned));
        var conditions = deployment.Meta.IsDeleting
            ? deployment.Status.Conditions
            : DeploymentProgress.WithPause(deployment, seen.Now);
        var rolls = Decide(draft);
        conditions = DeploymentProgress.WithNewSet(draft, conditions);
        var status = Status(draft, conditions);
        if (rolls)
        {
            status = status with { Conditions = DeploymentProgress.WithRollout(draft, status) };
            status = status with { Conditions = WithFailures(draft, status.Conditions) };
        }

        return new DeploymentPlan([.. claims.Actions, .. draft.ToActions()], status)
        {
            Revision = draft.New?.Annotations[WellKnown.Revision],
            LookAgainAt = DeploymentProgress.NextLook(deployment, status),
        };
    }

    /// <summary>Plans the writes; tells whether a rollout is under way, so that its progress is to be judged.</summary>
    private static bool Decide(DeploymentDraft draft)
    {
        if (draft.Deployment.Meta.IsDeleting)
        {
            return false;
        }

        DeploymentRevisions.Promote(draft);
        if (draft.Deployment.Paused || (!draft.Deployment.Recreate && IsResized(draft)))
        {
            ProportionalScaler.Scale(draft);
            CleanUp(draft, when: draft.Deployment.Paused);
            return false;
        }

        if (draft.Deployment.Recreate)
        {
            Recreate(draft);
        }
        else
        {
            Roll(draft);
        }

        return true;
    }

    private static void Roll(DeploymentDraft draft)
    {
        if (draft.New is null)
        {
            DeploymentRevisions.CreateNew(draft);
        }

        if (RollingScaler.ScaleNew(draft) || RollingScaler.ScaleOld(draft))
        {
            return;
        }

        CleanUp(draft, when: DeploymentProgress.IsComplete(draft.Deployment, draft.Deployment.Status));
    }

    private static void Recreate(DeploymentDraft draft)
    {
        var shrunk = draft.ActiveOld.ToArray();
        foreach (var old in shrunk)
        {
            old.Resize(0, draft.Bounds, "old pods end before new ones begin");
        }

        if (shrunk.Length > 0 || OldPodsRemain(draft))
        {
            return;
        }

        if (draft.New is null)
        {
            DeploymentRevisions.CreateNew(draft);
        }
        else if (draft.New.Replicas != draft.Bounds.Replicas)
        {
            draft.New.Resize(draft.Bounds.Replicas, draft.Bounds, "no old pod is left");
        }

        CleanUp(draft, when: DeploymentProgress.IsComplete(draft.Deployment, draft.Deployment.Status));
    }

    private static bool OldPodsRemain(DeploymentDraft draft)
    {
        var current = draft.New?.Observed.Meta.Uid;
        return draft.Seen.Pods.Any(p => !p.IsTerminal && p.Meta.Controller?.Uid != current);
    }

    /// <summary>Whether an active replica set was last sized for another size of the Deployment.</summary>
    private static bool IsResized(DeploymentDraft draft)
    {
        var wanted = draft.Bounds.Replicas.ToString(CultureInfo.InvariantCulture);
        return draft.All.Any(s => s.IsActive && s.Annotations[WellKnown.DesiredReplicas] is { } sized
            && sized != wanted);
    }

    private static void CleanUp(DeploymentDraft draft, bool when)
    {
        var alive = draft.Old.Where(s => !s.Observed.Meta.IsDeleting).ToArray();
        var surplus = alive.Length - (long)draft.Deployment.RevisionHistoryLimit;
        if (!when || surplus <= 0)
        {
            return;
        }

        var oldest = alive.OrderBy(s => DeploymentRevisions.RevisionOf(s.Annotations)).Take((int)surplus);
        foreach (var old in oldest.Where(IsEmpty))
        {
            draft.Add(new WorkloadAction.Delete(
                ChildKind.ReplicaSet, old.Observed.Meta, "beyond the revision history limit"));
        }
    }

    private static bool IsEmpty(SetDraft set) =>
        set.Replicas == 0
        && set.Observed.Status.Replicas == 0
        && set.Observed.Meta.Generation <= set.Observed.Status.ObservedGeneration;

    private static Claims<ReplicaSetView> Claim(DeploymentObservation seen)
    {
        var deployment = seen.Deployment;
        var rules = new ClaimRules<ReplicaSetView>(
            deployment.Meta,
            OwnerReference.ControllerOf("apps/v1", "Deployment", deployment.Meta),
            ChildKind.ReplicaSet,
            s => deployment.Selector.Matches(s.Meta.Labels));
        return ClaimPlanner.Plan(rules, seen.Candidates
            .OrderBy(s => s.Meta.CreatedAt)
            .ThenBy(s => s.Meta.Name, StringComparer.Ordinal));
    }

    private static DeploymentStatus Status(DeploymentDraft draft, ImmutableArray<Condition> conditions)
    {
        var sets = draft.All.Select(s => s.Observed.Status).ToArray();
        var available = sets.Sum(s => s.Available);
        var enough = available >= draft.Bounds.MinAvailable;
        var availability = enough
            ? new Condition(DeploymentConditions.Available, "True", "MinimumReplicasAvailable",
                "Deployment has minimum availability.")
            : new Condition(DeploymentConditions.Available, "False", "MinimumReplicasUnavailable",
                "Deployment does not have minimum availability.");
        return new DeploymentStatus
        {
            ObservedGeneration = draft.Deployment.Meta.Generation,
            Replicas = sets.Sum(s => s.Replicas),
            Updated = draft.New?.Observed.Status.Replicas ?? 0,
            Ready = sets.Sum(s => s.Ready),
            Available = available,
            Unavailable = Math.Max(0, draft.TotalReplicas - available),
            Terminating = Terminating(draft),
            CollisionCount = draft.CollisionCount,
            Conditions = DeploymentConditions.Set(conditions, availability, draft.Seen.Now),
        };
    }

    private static int? Terminating(DeploymentDraft draft)
    {
        var counted = draft.All.Where(s => !(draft.CreatesNew && s == draft.New)).ToArray();
        return counted.All(s => s.Observed.Status.Terminating is not null)
            ? counted.Sum(s => s.Observed.Status.Terminating!.Value)
            : null;
    }

    private static ImmutableArray<Condition> WithFailures(DeploymentDraft draft, ImmutableArray<Condition> conditions)
    {
        var sets = draft.New is null ? draft.Old : [draft.New, .. draft.Old];
        var failure = sets
            .SelectMany(s => s.Observed.Status.Conditions)
            .FirstOrDefault(c => c is { Type: DeploymentConditions.ReplicaFailure, Status: "True" });
        return failure is null
            ? DeploymentConditions.Remove(conditions, DeploymentConditions.ReplicaFailure)
            : DeploymentConditions.Set(conditions, failure, draft.Seen.Now);
    }
}
