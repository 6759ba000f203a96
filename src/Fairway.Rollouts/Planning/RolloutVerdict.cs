using Fairway.Api.Rollouts;

namespace Fairway.Rollouts.Planning;

/// <summary>How it stands with a Rollout, and the partition that follows from it.</summary>
/// <param name="Phase">In one word.</param>
/// <param name="Reason">See <see cref="RolloutReasons"/>.</param>
/// <param name="Message">The same in one sentence.</param>
/// <param name="Partition">The partition that the workload is to have; null to leave it alone.</param>
internal sealed record RolloutVerdict(RolloutPhase Phase, string Reason, string Message, int? Partition)
{
    /// <summary>True where a step is being made: what blocks it is put out of its way.</summary>
    public bool IsGoing { get; init; }
}
