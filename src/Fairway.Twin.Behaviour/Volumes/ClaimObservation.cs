using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>Everything that a decision about a claim rests on.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Volumes">Every volume, by name.</param>
/// <param name="Class">The claim's StorageClass; null where it names none, or one that is not there.</param>
/// <param name="Now">The time of the observation.</param>
internal sealed record ClaimObservation(
    ClaimView Claim, ImmutableArray<VolumeView> Volumes, StorageClassView? Class, DateTimeOffset Now)
{
    /// <summary>True where a pod on a node uses the claim.</summary>
    public bool IsInUse { get; init; }

    /// <summary>The pods that want the claim and are on no node yet, by name.</summary>
    public ImmutableArray<string> Waiting { get; init; } = [];
}
