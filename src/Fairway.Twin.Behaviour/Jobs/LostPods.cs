using Fairway.Kube;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Pods that wait to be counted by a Job that is gone.</summary>
internal static class LostPods
{
    public static bool IsTracked(PodView pod) => pod.Meta.Finalizers.Contains(JobNames.TrackingFinalizer);

    public static bool IsLost(PodView pod, JobCaches jobs) => IsTracked(pod) && !HasJob(pod, jobs);

    // A pod of another controller is that one's.
    private static bool HasJob(PodView pod, JobCaches jobs) => pod.Meta.Controller switch
    {
        null => false,
        { Kind: "Job" } owner =>
            jobs.Jobs.Find(new ObjectKey(pod.Meta.Namespace, owner.Name))?.Uid == owner.Uid,
        _ => true,
    };
}
