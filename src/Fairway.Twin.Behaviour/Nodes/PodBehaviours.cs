using System.Collections.Immutable;
using System.Text;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Which pods behave how: the first rule that covers a container decides.</summary>
/// <param name="Rules">Rules, in order.</param>
/// <param name="Otherwise">How all other pods behave.</param>
public sealed record PodBehaviours(ImmutableArray<PodBehaviourRule> Rules, PodBehaviour Otherwise)
{
    /// <summary>Every pod is well-behaved.</summary>
    public static PodBehaviours WellBehaved { get; } = new([], PodBehaviour.Default);

    internal PodBehaviour Of(BehaviorSubject subject, int seed)
    {
        var behaviour = Of(subject.Pod, subject.Node, subject.Run.Spec.Image, seed);
        return subject.Run.Role == ContainerRole.Init ? behaviour.AsInit() : behaviour;
    }

    internal PodBehaviour Of(PodView pod, NodeView node, string image, int seed)
    {
        foreach (var rule in Rules)
        {
            if (rule.Covers(pod, node, image))
            {
                return Vary(rule.Behaviour, pod, seed);
            }
        }

        return Vary(Otherwise, pod, seed);
    }

    private static PodBehaviour Vary(PodBehaviour behaviour, PodView pod, int seed)
    {
        if (behaviour.Jitter <= 0)
        {
            return behaviour;
        }

        var draw = StableHash.Of(Encoding.UTF8.GetBytes($"{pod.Meta.Namespace}/{pod.Meta.Name}"), seed) % 20_001;
        var factor = 1 + (behaviour.Jitter * ((draw / 10_000.0) - 1));
        return behaviour with
        {
            ImagePull = behaviour.ImagePull * factor,
            Start = behaviour.Start * factor,
            Ready = behaviour.Ready * factor,
            Stop = behaviour.Stop * factor,
        };
    }
}
