using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Twin.Behaviour.ReplicaSets;

namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>Which replica set belongs to the current template, how it is named, and which revision it is.</summary>
internal static class DeploymentRevisions
{
    // Names of objects end at 63 characters where they become a label's value; the hash and its hyphen take eleven.
    private const int LongestPrefix = 52;

    private static readonly ImmutableHashSet<string> NotCopied =
    [
        WellKnown.LastApplied, WellKnown.Revision, WellKnown.RevisionHistory, WellKnown.DesiredReplicas,
        WellKnown.MaxReplicas, WellKnown.RollbackTo,
    ];

    /// <summary>The oldest replica set with the Deployment's template, or null.</summary>
    public static ReplicaSetView? FindNew(DeploymentView deployment, ImmutableArray<ReplicaSetView> owned) =>
        owned.FirstOrDefault(s => s.Template.Equals(deployment.Template));

    public static long RevisionOf(StringMap annotations) =>
        long.TryParse(annotations[WellKnown.Revision], CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    /// <summary>The replica set that the current template gets where nothing of that name is in the way.</summary>
    public static ObjectKey KeyOf(DeploymentView deployment, int? collisions)
    {
        var name = deployment.Meta.Name;
        var prefix = name.Length > LongestPrefix ? name[..LongestPrefix] : name;
        return new ObjectKey(deployment.Meta.Namespace, $"{prefix}-{deployment.Template.Hash(collisions)}");
    }

    /// <summary>Makes the replica set of the current template the newest revision, and gives it the Deployment's
    /// annotations.</summary>
    public static void Promote(DeploymentDraft draft)
    {
        if (draft.New is { } current)
        {
            current.Annotate(
                WithRevision(WithCopied(current.Annotations, draft.Deployment), NextRevision(draft)),
                "annotations and revision follow the Deployment");
            current.RequireReadyFor(draft.Deployment.MinReadySeconds);
        }
    }

    /// <summary>Creates the replica set of the current template, as large as the bounds allow.</summary>
    public static void CreateNew(DeploymentDraft draft)
    {
        var deployment = draft.Deployment;
        var (name, hash, collisions) = FreeName(draft);
        var template = deployment.Template.WithLabel(WellKnown.PodTemplateHash, hash);
        var annotations = WithRevision(WithCopied(StringMap.Empty, deployment), NextRevision(draft));
        var created = new SetDraft(new ReplicaSetView
        {
            Meta = new ObjectMeta { Name = name, Namespace = deployment.Meta.Namespace, Annotations = annotations },
            Replicas = 0,
            MinReadySeconds = deployment.MinReadySeconds,
            Template = template,
        });
        var replicas = deployment.Recreate
            ? draft.Bounds.Replicas
            : RollingScaler.Grow(0, draft.TotalReplicas, draft.Bounds);
        created.Resize(replicas, draft.Bounds, "a new template");
        draft.Create(created, collisions);
        draft.Add(
            new WorkloadAction.CreateReplicaSet(name, Body(deployment, created, hash), replicas, "a new template"));
    }

    private static long NextRevision(DeploymentDraft draft) =>
        draft.Old.Select(s => RevisionOf(s.Annotations)).DefaultIfEmpty(0).Max() + 1;

    private static StringMap WithCopied(StringMap annotations, DeploymentView deployment) => deployment.Meta.Annotations
        .Where(a => !NotCopied.Contains(a.Key))
        .Aggregate(annotations, (map, a) => map.With(a.Key, a.Value));

    private static StringMap WithRevision(StringMap annotations, long revision)
    {
        var old = RevisionOf(annotations);
        if (old >= revision)
        {
            return annotations;
        }

        if (old > 0)
        {
            var history = annotations[WellKnown.RevisionHistory];
            annotations = annotations.With(
                WellKnown.RevisionHistory, string.IsNullOrEmpty(history) ? $"{old}" : $"{history},{old}");
        }

        return annotations.With(WellKnown.Revision, revision.ToString(CultureInfo.InvariantCulture));
    }

    private static (string Name, string Hash, int? Collisions) FreeName(DeploymentDraft draft)
    {
        var deployment = draft.Deployment;
        var taken = draft.Seen.Candidates.Select(s => s.Meta.Name).ToImmutableHashSet();
        var collisions = draft.CollisionCount;
        while (taken.Contains(KeyOf(deployment, collisions).Name))
        {
            collisions = (collisions ?? 0) + 1;
        }

        return (KeyOf(deployment, collisions).Name, deployment.Template.Hash(collisions), collisions);
    }

    private static JsonObject Body(DeploymentView deployment, SetDraft created, string hash)
    {
        var spec = new JsonObject
        {
            ["replicas"] = created.Replicas,
            ["selector"] = SelectorWithHash(deployment.Selector, hash),
            ["template"] = created.Observed.Template.ToJson(),
        };
        spec.SetUnlessZero("minReadySeconds", deployment.MinReadySeconds);
        return new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ReplicaSet",
            ["metadata"] = new JsonObject
            {
                ["name"] = created.Name,
                ["namespace"] = deployment.Meta.Namespace,
                ["labels"] = created.Observed.Template.Labels.ToJson(),
                ["annotations"] = created.Annotations.ToJson(),
                ["ownerReferences"] = new JsonArray(
                    OwnerReference.ControllerOf("apps/v1", "Deployment", deployment.Meta).ToJson()),
            },
            ["spec"] = spec,
        };
    }

    private static JsonObject SelectorWithHash(LabelSelector selector, string hash) =>
        selector.With(WellKnown.PodTemplateHash, hash).ToJson();
}
