using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>Which pods are a workload's, and what they are measured by.</summary>
/// <param name="Uid">The workload's.</param>
/// <param name="Namespace">The workload's.</param>
/// <param name="MinReadySeconds">How long a pod must have been ready to count as ready.</param>
/// <param name="HasShortNames">Revisions are told apart by what comes after the last hyphen.</param>
internal sealed record PodOrigin(string Uid, string? Namespace, int? MinReadySeconds, bool HasShortNames)
{
    /// <summary>The revision that a pod was made of.</summary>
    public string? RevisionOf(PodView pod) => HasShortNames ? Short(pod.Revision) : pod.Revision;

    /// <summary>What comes after the last hyphen; null for nothing.</summary>
    public static string? Short(string? revision) =>
        string.IsNullOrEmpty(revision) ? null : revision[(revision.LastIndexOf('-') + 1)..];
}
