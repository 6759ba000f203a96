using System.Collections.Immutable;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>What the scheduler alone needs of a pod's spec. Most pods have nothing of it and share
/// <see cref="None"/>.</summary>
internal sealed record PodNeeds
{
    public static PodNeeds None { get; } = new();

    /// <summary>What the pod's sandbox takes beside its containers.</summary>
    public ResourceAmounts Overhead { get; init; }

    /// <summary>Requests of the pod as a whole, which stand for those of its containers; null where it has
    /// none.</summary>
    public ResourceAmounts? OfPod { get; init; }

    public ImmutableArray<HostPort> Ports { get; init; } = [];

    public ImmutableArray<(int Weight, NodeTerm Term)> PreferredNodes { get; init; } = [];

    public ImmutableArray<PodAffinityTerm> Affinity { get; init; } = [];

    public ImmutableArray<PodAffinityTerm> AntiAffinity { get; init; } = [];

    public ImmutableArray<PodAffinityTerm> PreferredAffinity { get; init; } = [];

    public ImmutableArray<PodAffinityTerm> PreferredAntiAffinity { get; init; } = [];

    public ImmutableArray<SpreadConstraint> Spread { get; init; } = [];

    /// <summary>Volumes whose claims are made for the pod, by the volume's name.</summary>
    public ImmutableArray<string> EphemeralClaims { get; init; } = [];

    /// <summary>True where the pod takes no other pod's place.</summary>
    public bool NeverPreempts { get; init; }

    public static PodNeeds Read(JsonElement? spec)
    {
        var affinity = spec.Child("affinity");
        var (with, without) = (affinity.Child("podAffinity"), affinity.Child("podAntiAffinity"));
        var ofPod = spec.Child("resources").Child("requests");
        var needs = new PodNeeds
        {
            Overhead = ResourceAmounts.Read(spec.Child("overhead")),
            OfPod = ofPod is null ? null : ResourceAmounts.Read(ofPod),
            Ports =
            [
                .. spec.Items("containers").Concat(spec.Items("initContainers").Where(IsSidecar))
                    .SelectMany(c => c.Items("ports"))
                    .Select(HostPort.Read)
                    .OfType<HostPort>(),
            ],
            PreferredNodes =
            [
                .. affinity.Child("nodeAffinity").Items("preferredDuringSchedulingIgnoredDuringExecution")
                    .Where(t => t.Child("preference") is not null)
                    .Select(t => (t.Int("weight") ?? 0, NodeTerm.Read(t.Child("preference")!.Value))),
            ],
            Affinity = PodAffinityTerm.ReadRequired(with),
            AntiAffinity = PodAffinityTerm.ReadRequired(without),
            PreferredAffinity = PodAffinityTerm.ReadPreferred(with),
            PreferredAntiAffinity = PodAffinityTerm.ReadPreferred(without),
            Spread = [.. spec.Items("topologySpreadConstraints").Select(SpreadConstraint.Read)],
            EphemeralClaims =
            [
                .. spec.Items("volumes")
                    .Where(v => v.Child("ephemeral") is not null)
                    .Select(v => v.Text("name") ?? ""),
            ],
            NeverPreempts = spec.Text("preemptionPolicy") == "Never",
        };
        return needs.IsNothing ? None : needs;
    }

    private bool IsNothing =>
        Overhead == default && OfPod is null && !NeverPreempts && Ports.IsEmpty && PreferredNodes.IsEmpty
        && Affinity.IsEmpty && AntiAffinity.IsEmpty && PreferredAffinity.IsEmpty && PreferredAntiAffinity.IsEmpty
        && Spread.IsEmpty && EphemeralClaims.IsEmpty;

    private static bool IsSidecar(JsonElement container) => container.Text("restartPolicy") == "Always";
}
