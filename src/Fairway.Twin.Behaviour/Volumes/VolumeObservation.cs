namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>Everything that a decision about a volume rests on.</summary>
/// <param name="Volume">The volume.</param>
/// <param name="Claim">The claim of the name that the volume names; null where there is none.</param>
/// <param name="Now">The time of the observation.</param>
internal sealed record VolumeObservation(VolumeView Volume, ClaimView? Claim, DateTimeOffset Now);
