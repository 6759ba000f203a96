using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Kube.Pods.Revisions;

/// <summary>Keeps the history of a workload's templates. An old template that comes back becomes the newest revision
/// again.</summary>
internal static class RevisionPlanner
{
    public static RevisionPlan Plan(RevisionOwner owner, ImmutableArray<RevisionView> owned)
    {
        var newest = owned.Select(r => r.Number).DefaultIfEmpty(0).Max();
        var equal = owned.Where(r => r.Template.Equals(owner.Template)).MaxBy(r => r.Number);
        if (equal is null)
        {
            return Create(owner, owned, newest + 1);
        }

        return equal.Number == newest
            ? new RevisionPlan(equal, owner.CollisionCount, [])
            : new RevisionPlan(
                equal with { Number = newest + 1 },
                owner.CollisionCount,
                [new WorkloadAction.RenumberRevision(equal.Meta, newest + 1, "an old template came back")]);
    }

    /// <summary>Deletes the oldest revisions that nothing uses, down to <paramref name="limit"/>.</summary>
    public static IEnumerable<WorkloadAction> CleanUp(
        ImmutableArray<RevisionView> owned, Func<RevisionView, bool> isUsed, int limit)
    {
        var unused = owned.Where(r => !isUsed(r) && !r.Meta.IsDeleting).OrderBy(r => r.Number).ToArray();
        return unused.Take(Math.Max(0, unused.Length - limit)).Select(r => new WorkloadAction.Delete(
            ChildKind.ControllerRevision, r.Meta, "beyond the revision history limit"));
    }

    private static RevisionPlan Create(RevisionOwner owner, ImmutableArray<RevisionView> owned, long number)
    {
        var collisions = owner.CollisionCount;
        while (owned.Any(r => r.Name == NameOf(owner, collisions)))
        {
            collisions = (collisions ?? 0) + 1;
        }

        var hash = owner.Template.Hash(collisions);
        var meta = new ObjectMeta
        {
            Name = NameOf(owner, collisions),
            Namespace = owner.Meta.Namespace,
            Labels = owner.Template.Labels.With(owner.HashLabel, hash),
        };
        var created = new RevisionView { Meta = meta, Number = number, Template = owner.Template };
        return new RevisionPlan(
            created,
            collisions,
            [new WorkloadAction.CreateRevision(meta.Name, Body(owner, created), "a new template")]);
    }

    private static string NameOf(RevisionOwner owner, int? collisions) =>
        $"{owner.Meta.Name}-{owner.Template.Hash(collisions)}";

    private static JsonObject Body(RevisionOwner owner, RevisionView revision)
    {
        var template = owner.Template.ToJson();
        // kubectl rollout undo sends the data as a strategic merge patch: the template is to be replaced, not merged.
        template["$patch"] = "replace";
        var metadata = new JsonObject
        {
            ["name"] = revision.Name,
            ["namespace"] = owner.Meta.Namespace,
            ["labels"] = revision.Meta.Labels.ToJson(),
            ["ownerReferences"] = new JsonArray(owner.Reference.ToJson()),
        };
        if (owner.Meta.Annotations.Count > 0)
        {
            metadata["annotations"] = owner.Meta.Annotations.ToJson();
        }

        return new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ControllerRevision",
            ["metadata"] = metadata,
            ["data"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = template } },
            ["revision"] = revision.Number,
        };
    }
}
