using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;

namespace Fairway.Workloads.Pods;

/// <summary>Revisions that a set has no use for any more.</summary>
internal static class OldRevisions
{
    /// <summary>Deletes the oldest beyond the limit; those that are in use, or that a pod has by name or by hash, stay
    /// and do not count.</summary>
    /// <param name="revisions">All of the set's.</param>
    /// <param name="pods">All of the set's.</param>
    /// <param name="limit">How many others are kept.</param>
    /// <param name="inUse">Names of those between which the set stands.</param>
    public static IEnumerable<WorkloadAction> Delete(
        ImmutableArray<RevisionView> revisions, ImmutableArray<PodView> pods, int limit, params string[] inUse)
    {
        var used = pods.Select(PodLabels.RevisionOf).OfType<string>().Concat(inUse)
            .ToHashSet(StringComparer.Ordinal);
        return RevisionPlanner.CleanUp(
            revisions, revision => used.Contains(revision.Name) || used.Contains(revision.Hash), limit);
    }
}
