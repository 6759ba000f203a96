using System.Collections.Immutable;
using Fairway.Api.Rollouts;
using Fairway.Kube.Controllers;

namespace Fairway.Rollouts.Planning;

/// <summary>What is to be done for a Rollout now.</summary>
/// <param name="Actions">What is to be written, in order.</param>
/// <param name="Status">What is seen, as the status is to say it.</param>
internal sealed record RolloutPlan(ImmutableArray<RolloutAction> Actions, RolloutStatus Status)
{
    /// <summary>When the permit lapses; null where nothing depends on it.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>What the reconcile asks of its host.</summary>
    public Outcome Outcome => LookAgainAt is { } at ? Outcome.LookAgain(at) : Outcome.Settled;
}
