using System.Collections.Immutable;
using Fairway.Api.Rollouts;
using Fairway.Kube.Controllers;

namespace Fairway.Rollouts.Planning;

/// <summary>What is to be done for a Rollout now.</summary>
/// <param name="Actions">What is to be written, in order.</param>
/// <param name="Status">What is seen, as the status is to say it.</param>
internal sealed record RolloutPlan(ImmutableArray<RolloutAction> Actions, RolloutStatus Status)
{
    private static readonly TimeSpan BudgetPatience = TimeSpan.FromSeconds(10);

    /// <summary>When the permit lapses; null where nothing depends on it.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>The same, where a PodDisruptionBudget did not let a pod go: that is said, and tried again.</summary>
    /// <param name="refusal">In the budget's words; null where nothing was refused.</param>
    /// <param name="now">The time.</param>
    public RolloutPlan After(string? refusal, DateTimeOffset now) => refusal is null
        ? this
        : this with
        {
            Status = Status with
            {
                Reason = RolloutReasons.HeldByBudget,
                Message = $"{Status.Message?.TrimEnd('.')}; {refusal}",
            },
            LookAgainAt = LookAgainAt < now + BudgetPatience ? LookAgainAt : now + BudgetPatience,
        };

    /// <summary>What the reconcile asks of its host.</summary>
    public Outcome Outcome => LookAgainAt is { } at ? Outcome.LookAgain(at) : Outcome.Settled;
}
