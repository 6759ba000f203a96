using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Usage;
using Fairway.Twin.Behaviour.Kubelets;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Usage;

/// <summary>
/// Measures simulated nodes and their pods as a metrics server does: each node is asked four times a minute, and a
/// container is told of once it has run for a whole window. Everything is computed when it is asked for.
/// </summary>
internal sealed class UsageMeter(ClusterCaches caches, NodeSimulation simulation) : IUsageMeter
{
    private const double SystemShare = 0.03;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private readonly PodBehaviorBook book = new(caches.Behaviors.Pods, simulation);

    /// <inheritdoc/>
    public UsageReading? OfPod(ObjectKey pod) =>
        caches.Pods.Find(pod)?.Value is { NodeName: { } name } found
        && NodeOf(name) is { } node
        && OfPod(found, node) is { Length: > 0 } parts
            ? new UsageReading(LastOf(node), Window, parts)
            : null;

    /// <inheritdoc/>
    public UsageReading? OfNode(string node)
    {
        if (NodeOf(node) is not { } found)
        {
            return null;
        }

        var parts = caches.Pods.Lookup(ClusterCaches.ByNode, node).SelectMany(p => OfPod(p.Value, found)).ToArray();
        var total = new UsagePart(
            "",
            (long)(found.Allocatable.MilliCpu * SystemShare) + parts.Sum(p => p.MilliCpu),
            (long)(found.Allocatable.MemoryBytes * SystemShare) + parts.Sum(p => p.MemoryBytes));
        return new UsageReading(LastOf(found), Window, [total]);
    }

    private NodeView? NodeOf(string name) =>
        caches.Nodes.Find(new ObjectKey(null, name))?.Value is { } node
        && NodeMarks.IsSimulated(node)
        && NodeMarks.DarkAt(node, simulation.Time.GetUtcNow()) is null
            ? node
            : null;

    // Nodes are asked at different moments, each in whole seconds.
    private DateTimeOffset LastOf(NodeView node)
    {
        var phase = TimeSpan.FromSeconds(
            Math.Floor(Chance.Unit(simulation.Seed, $"{node.Meta.Name}/usage") * Window.TotalSeconds));
        var now = simulation.Time.GetUtcNow().UtcTicks;
        return new DateTimeOffset(now - ((now - phase.Ticks) % Window.Ticks), TimeSpan.Zero);
    }

    // All containers that run, or nothing while one of them is too young: half a pod would look like an idle one.
    private ImmutableArray<UsagePart> OfPod(PodView pod, NodeView node)
    {
        if (pod.Phase != PodPhase.Running)
        {
            return [];
        }

        var at = LastOf(node);
        var parts = ImmutableArray.CreateBuilder<UsagePart>();
        foreach (var (spec, status, role) in Running(pod))
        {
            var ran = at - status.RunningSince!.Value;
            if (ran < Window)
            {
                return [];
            }

            var run = new ContainerRun(spec, role, status.RestartCount);
            var name = $"{pod.Meta.Namespace}/{pod.Meta.Name}/{spec.Name}/usage/{at.UtcTicks / Window.Ticks}";
            parts.Add(ContainerUsage.Of(
                spec,
                book.Of(new BehaviorSubject(pod, node, run)),
                ran,
                what => Chance.Unit(simulation.Seed, $"{name}/{what}")));
        }

        return parts.ToImmutable();
    }

    private static IEnumerable<(ContainerSpec Spec, ContainerStatus Status, ContainerRole Role)> Running(PodView pod)
    {
        foreach (var spec in pod.Spec.Containers)
        {
            if (pod.Containers.FirstOrDefault(s => s.Name == spec.Name) is { RunningSince: not null } status)
            {
                yield return (spec, status, ContainerRole.Main);
            }
        }

        foreach (var spec in pod.Spec.InitContainers.Where(c => c.RestartsAlways))
        {
            if (pod.InitContainers.FirstOrDefault(s => s.Name == spec.Name) is { RunningSince: not null } status)
            {
                yield return (spec, status, ContainerRole.Sidecar);
            }
        }
    }
}
