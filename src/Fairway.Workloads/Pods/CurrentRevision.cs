using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Revisions;

namespace Fairway.Workloads.Pods;

/// <summary>The revision that pods had before the present template.</summary>
internal static class CurrentRevision
{
    /// <param name="named">What the set's status says; empty where the controller has never written it.</param>
    /// <param name="revisions">The set's revisions.</param>
    /// <param name="update">That of the present template.</param>
    /// <param name="pods">Its pods.</param>
    public static RevisionView Of(
        string named, ImmutableArray<RevisionView> revisions, RevisionView update, ImmutableArray<PodView> pods)
    {
        if (named.Length > 0)
        {
            return revisions.FirstOrDefault(r => r.Name == named) ?? update;
        }

        // A controller that died before its first status, and a template that changed meanwhile: pods tell.
        var carried = pods.Select(p => p.Meta.Labels[WellKnown.ControllerRevisionHash]).ToImmutableHashSet();
        return revisions.Where(r => r.Name != update.Name && carried.Contains(r.Name)).MaxBy(r => r.Number) ?? update;
    }
}
