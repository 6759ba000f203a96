using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;
using Fairway.Twin.Behaviour.Volumes;

namespace Fairway.Twin.Behaviour.Scheduling.Filters;

/// <summary>The volumes of a pod, as they were when it was looked at.</summary>
internal sealed record VolumeNeeds
{
    public static VolumeNeeds None { get; } = new();

    /// <summary>Why the pod can go nowhere; null where it may go somewhere.</summary>
    public string? Blocked { get; init; }

    /// <summary>The volumes of claims that are bound; null for one that is gone.</summary>
    public ImmutableArray<VolumeView?> Bound { get; init; } = [];

    /// <summary>For each claim that waits for its first pod and that only a volume which is there can satisfy: the
    /// volumes that suit it, the smallest first.</summary>
    public ImmutableArray<(ClaimView Claim, ImmutableArray<VolumeView> Suiting)> Waiting { get; init; } = [];

    public Rejection? Check(NodeInfo node)
    {
        foreach (var volume in Bound)
        {
            if (volume is null)
            {
                return Rejection.VolumeGone;
            }

            if (!volume.Reaches(node.Node))
            {
                return Rejection.VolumeNode;
            }
        }

        return Waiting.IsEmpty || Choose(node.Node) is not null ? null : Rejection.NoVolume;
    }

    /// <summary>A volume for each claim that waits; null where the node reaches too few.</summary>
    public ImmutableArray<(ClaimView Claim, VolumeView Volume)>? Choose(NodeView node)
    {
        var chosen = ImmutableArray.CreateBuilder<(ClaimView, VolumeView)>();
        foreach (var (claim, suiting) in Waiting)
        {
            var volume = suiting.FirstOrDefault(v =>
                v.Reaches(node) && chosen.All(c => c.Item2.Meta.Name != v.Meta.Name));
            if (volume is null)
            {
                return null;
            }

            chosen.Add((claim, volume));
        }

        return chosen.ToImmutable();
    }
}
