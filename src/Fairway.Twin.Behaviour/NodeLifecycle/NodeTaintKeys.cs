using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>The taints by which the node controller keeps pods from nodes, and drives them off.</summary>
internal static class NodeTaintKeys
{
    public const string NotReady = "node.kubernetes.io/not-ready";
    public const string Unreachable = "node.kubernetes.io/unreachable";
    public const string OutOfService = "node.kubernetes.io/out-of-service";

    private const string Unschedulable = "node.kubernetes.io/unschedulable";

    private static readonly ImmutableArray<(string Type, string Key)> Pressures =
    [
        ("MemoryPressure", "node.kubernetes.io/memory-pressure"),
        ("DiskPressure", "node.kubernetes.io/disk-pressure"),
        ("NetworkUnavailable", "node.kubernetes.io/network-unavailable"),
        ("PIDPressure", "node.kubernetes.io/pid-pressure"),
    ];

    /// <summary>The taint that goes with what a node says of being ready; null where it is.</summary>
    public static string? Of(string readyStatus) => readyStatus switch
    {
        "True" => null,
        "False" => NotReady,
        _ => Unreachable,
    };

    /// <summary>The keys whose NoSchedule taints a node is to have.</summary>
    public static IEnumerable<string> Wanted(NodeView node, string readyStatus)
    {
        if (Of(readyStatus) is { } key)
        {
            yield return key;
        }

        foreach (var (type, pressure) in Pressures)
        {
            if (node.Health.Find(type) is { Status: "True" })
            {
                yield return pressure;
            }
        }

        if (node.Unschedulable)
        {
            yield return Unschedulable;
        }
    }

    /// <summary>Whether the controller alone decides about NoSchedule taints of the key.</summary>
    public static bool IsManaged(string key) =>
        key is NotReady or Unreachable or Unschedulable || Pressures.Any(p => p.Key == key);

    /// <summary>Whether it is one of the two that drive pods off.</summary>
    public static bool Evicts(Taint taint) =>
        taint is { Effect: WellKnown.NoExecute, Key: NotReady or Unreachable };
}
