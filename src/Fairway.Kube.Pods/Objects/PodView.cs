using System.Collections.Immutable;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>What controllers, scheduler and nodes keep of a pod.</summary>
internal sealed record PodView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public PodSpec Spec { get; init; } = PodSpec.Empty;

    /// <summary>The node that runs it; null where it is not scheduled.</summary>
    public string? NodeName { get; init; }

    /// <summary>The node that is being cleared for it, or null.</summary>
    public string? NominatedNode { get; init; }

    public string Phase { get; init; } = PodPhase.Pending;

    /// <summary>Why the pod is in its phase, in a word (Evicted); empty where nobody has said.</summary>
    public string StatusReason { get; init; } = "";

    /// <summary>The same in a sentence.</summary>
    public string StatusMessage { get; init; } = "";

    /// <summary>The generation that the status speaks of; 0 where it does not say.</summary>
    public long ObservedGeneration { get; init; }

    public ImmutableArray<Condition> Conditions { get; init; } = [];

    public ImmutableArray<ContainerStatus> Containers { get; init; } = [];

    public ImmutableArray<ContainerStatus> InitContainers { get; init; } = [];

    public ImmutableArray<ContainerStatus> EphemeralContainers { get; init; } = [];

    /// <summary>When its node took it on; null before that.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public string? PodIp { get; init; }

    /// <summary>Addresses beside <see cref="PodIp"/>: those of the other family.</summary>
    public ImmutableArray<string> MorePodIps { get; init; } = [];

    public string? HostIp { get; init; }

    public bool IsTerminal => Phase is PodPhase.Succeeded or PodPhase.Failed;

    /// <summary>Neither ended nor being deleted: what workload controllers count.</summary>
    public bool IsActive => !IsTerminal && !Meta.IsDeleting;

    public bool IsReady => ReadyCondition is { Status: "True" };

    public Condition? ReadyCondition => Find("Ready");

    public static PodView Read(JsonElement pod)
    {
        var spec = pod.Child("spec");
        return ReadWithoutSpec(pod) with
        {
            Spec = PodSpec.Read(spec),
            NodeName = spec.Text("nodeName") is { Length: > 0 } node ? node : null,
        };
    }

    /// <summary>Reads all but the specification and its node.</summary>
    public static PodView ReadWithoutSpec(JsonElement pod)
    {
        var status = pod.Child("status");
        return new PodView
        {
            Meta = ObjectMeta.Read(pod),
            NominatedNode = status.Text("nominatedNodeName") is { Length: > 0 } nominated ? nominated : null,
            Phase = status.Text("phase") ?? PodPhase.Pending,
            StatusReason = status.Text("reason") ?? "",
            StatusMessage = status.Text("message") ?? "",
            ObservedGeneration = status.Number("observedGeneration") ?? 0,
            Conditions = Condition.ReadAll(status),
            Containers = [.. status.Items("containerStatuses").Select(ContainerStatus.Read)],
            InitContainers = [.. status.Items("initContainerStatuses").Select(ContainerStatus.Read)],
            EphemeralContainers = [.. status.Items("ephemeralContainerStatuses").Select(ContainerStatus.Read)],
            StartedAt = status.Time("startTime"),
            PodIp = status.Text("podIP"),
            MorePodIps = [.. status.Items("podIPs").Skip(1).Select(ip => ip.Text("ip") ?? "")],
            HostIp = status.Text("hostIP"),
        };
    }

    public Condition? Find(string type)
    {
        foreach (var condition in Conditions)
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }

        return null;
    }

    /// <summary>When the pod is available: ready for <paramref name="minReady"/>. Null while it is not ready.</summary>
    public DateTimeOffset? AvailableAt(TimeSpan minReady) =>
        ReadyCondition is { Status: "True" } ready ? ready.TransitionedAt + minReady : null;

    public bool IsAvailable(TimeSpan minReady, DateTimeOffset now) =>
        IsReady && (minReady == TimeSpan.Zero || AvailableAt(minReady) <= now);
}
