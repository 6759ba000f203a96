using System.Globalization;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>A pod as its Job sees it.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="IsFailed">True where it failed, or is being deleted before it has ended (unless the Job waits for the
/// end).</param>
/// <param name="FinishedAt">When it ended, as far as it can be told.</param>
internal sealed record JobPod(PodView Pod, bool IsFailed, DateTimeOffset FinishedAt)
{
    public string Uid => Pod.Meta.Uid;

    public bool IsSucceeded => Pod.Phase == PodPhase.Succeeded;

    public bool IsTerminating => Pod.Meta.IsDeleting && !Pod.IsTerminal;

    /// <summary>True until the pod is counted.</summary>
    public bool IsTracked { get; } = Pod.Meta.Finalizers.Contains(JobNames.TrackingFinalizer);

    /// <summary>The completion index; null where the pod has none.</summary>
    public int? Index { get; } = Number(Pod, JobNames.CompletionIndex);

    /// <summary>How often the index had failed before this pod, as far as it counts.</summary>
    public int IndexFailures => Number(Pod, JobNames.IndexFailures) ?? 0;

    public int IndexIgnoredFailures => Number(Pod, JobNames.IndexIgnoredFailures) ?? 0;

    public static JobPod Of(PodView pod, JobView job, DateTimeOffset otherwise)
    {
        var gone = pod.Meta.IsDeleting && pod.Phase != PodPhase.Succeeded && !job.ReplacesFailedOnly;
        return new JobPod(pod, pod.Phase == PodPhase.Failed || gone, EndOf(pod) ?? otherwise);
    }

    /// <summary>When the pod ended by its containers, its readiness or its deletion; null where nothing
    /// tells.</summary>
    public static DateTimeOffset? EndOf(PodView pod)
    {
        if (!pod.Containers.IsEmpty && pod.Containers.All(c => c.Terminated is not null))
        {
            return pod.Containers.Max(c => c.Terminated!.FinishedAt);
        }

        if (pod.ReadyCondition is { Status: "False" } unready && unready.TransitionedAt != default)
        {
            return unready.TransitionedAt;
        }

        return pod.Meta.DeletedAt - TimeSpan.FromSeconds(pod.Meta.GraceSeconds ?? 0);
    }

    private static int? Number(PodView pod, string annotation) => int.TryParse(
        pod.Meta.Annotations[annotation], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
