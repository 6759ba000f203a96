using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.Pods;

/// <summary>Labels and finalizers that hold a pod.</summary>
internal sealed record LifecycleHook(StringMap Labels, ImmutableArray<string> Finalizers)
{
    /// <summary>While the pod prepares for what the hook holds it from, it is not ready.</summary>
    public bool MarksNotReady { get; init; }

    public static LifecycleHook? Read(JsonElement? hook) => hook is { } there
        ? new LifecycleHook(StringMap.Read(there.Child("labelsHandler")), there.Texts("finalizersHandler"))
        {
            MarksNotReady = hook.Flag("markPodNotReady"),
        }
        : null;

    /// <summary>The pod has one of them: it is held.</summary>
    public bool Holds(PodView pod) =>
        Labels.Any(label => Has(pod, label)) || Finalizers.Any(f => pod.Meta.Finalizers.Contains(f));

    /// <summary>The pod has all of them: whoever gives them has seen to it.</summary>
    public bool HoldsWholly(PodView pod) =>
        Labels.All(label => Has(pod, label)) && Finalizers.All(f => pod.Meta.Finalizers.Contains(f));

    private static bool Has(PodView pod, KeyValuePair<string, string> label) =>
        pod.Meta.Labels[label.Key] == label.Value;
}
