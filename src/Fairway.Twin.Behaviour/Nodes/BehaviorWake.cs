using Fairway.Api.Twins;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Resources;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Which pods are to be looked at when a behavior has come, gone or become another: those that it selected, or
/// selects now, and of which it says more than what they use, for that is computed when it is read.</summary>
internal static class BehaviorWake
{
    private static readonly PodBehaviorSpec Nothing = new();

    /// <summary>False for a change that concerns no pod at all.</summary>
    public static bool Matters(CacheChange<BehaviorView<PodBehaviorSpec>> change) =>
        !(change is { Old.Value.Meta: { } old, New.Value.Meta: { } now }
            && old.Uid == now.Uid && old.Generation == now.Generation && now.Generation > 0)
        && (Says(change.Old?.Value.Spec) || Says(change.New?.Value.Spec));

    /// <summary>Whether a change concerns a pod on a node.</summary>
    /// <param name="change">One that matters.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="node">The node that runs it.</param>
    /// <param name="seed">The cluster's.</param>
    public static bool Concerns(
        CacheChange<BehaviorView<PodBehaviorSpec>> change, PodView pod, NodeView node, int seed) =>
        Selects(change.Old?.Value, pod, node, seed) || Selects(change.New?.Value, pod, node, seed);

    private static bool Selects(BehaviorView<PodBehaviorSpec>? behavior, PodView pod, NodeView node, int seed) =>
        behavior?.Spec is { } spec && Says(spec)
        && pod.Spec.Containers.Concat(pod.Spec.InitContainers).Concat(pod.Spec.EphemeralContainers).Any(container =>
            BehaviorMatch.Covers(
                spec.Selector,
                behavior.Meta.Name,
                new BehaviorSubject(pod, node, new ContainerRun(container, ContainerRole.Main, 0)),
                seed));

    private static bool Says(PodBehaviorSpec? spec) =>
        spec is not null && spec with { Usage = null, Selector = null, Priority = 0 } != Nothing;
}
