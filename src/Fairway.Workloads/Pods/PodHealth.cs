using Fairway.Kube.Pods.Objects;
using Fairway.Workloads.Kruise;

namespace Fairway.Workloads.Pods;

/// <summary>When OpenKruise's kinds count a pod as ready and as available.</summary>
internal sealed record PodHealth(TimeSpan MinReady, DateTimeOffset Now)
{
    /// <summary>Ready, and not in the middle of an update in place.</summary>
    public static bool IsReady(PodView pod) =>
        pod.IsReady && (pod.Find(KruiseNames.InPlaceReady)?.Status ?? "True") == "True";

    /// <summary>Ready for long enough, and nothing is being done with it.</summary>
    public bool IsAvailable(PodView pod) =>
        IsReady(pod) && Lifecycle.IsNormal(pod) && pod.IsAvailable(MinReady, Now);

    /// <summary>When a pod will be available by waiting; null where waiting does not help.</summary>
    public DateTimeOffset? AvailableAt(PodView pod) =>
        pod.AvailableAt(MinReady) is { } at && at > Now ? at : null;
}
