using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Kubelets;

namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>
/// Knows from when on a node counts as silent. Of simulated nodes that is known beforehand; of others it counts when
/// the controller has seen a heartbeat change, since clocks differ.
/// </summary>
internal sealed class NodeProbes(ObjectCache<LeaseView>? leases)
{
    /// <summary>How long a node may be silent.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromSeconds(50);

    /// <summary>How long a new node may take to say anything.</summary>
    public static TimeSpan StartupGrace { get; } = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, Probe> probes = new(StringComparer.Ordinal);

    /// <summary>Null where the node's heartbeats go on by themselves.</summary>
    public DateTimeOffset? SilentAt(NodeView node, DateTimeOffset now)
    {
        if (node.Health.Ready is not { } ready)
        {
            return node.Meta.CreatedAt + StartupGrace;
        }

        return NodeMarks.IsSimulated(node)
            ? NodeMarks.DarkAt(node, now) + Grace
            : Probed(node, ready.HeartbeatAt, now) + Grace;
    }

    /// <summary>Forgets a node that is gone.</summary>
    public void Forget(string node) => probes.Remove(node);

    private DateTimeOffset Probed(NodeView node, DateTimeOffset heartbeat, DateTimeOffset now)
    {
        var key = new ObjectKey(KubeletRequests.LeaseNamespace, node.Meta.Name);
        var heard = new Probe(node.Meta.Uid, heartbeat, leases?.Find(key)?.Value.RenewedAt, now);
        if (!probes.TryGetValue(node.Meta.Name, out var last) || last with { At = now } != heard)
        {
            probes[node.Meta.Name] = last = heard;
        }

        return last.At;
    }

    private sealed record Probe(string Uid, DateTimeOffset Heartbeat, DateTimeOffset? Renewal, DateTimeOffset At);
}
