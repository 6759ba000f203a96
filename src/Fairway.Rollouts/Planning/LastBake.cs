using Fairway.Api.Rollouts;

namespace Fairway.Rollouts.Planning;

/// <summary>The bake of a Rollout's last step. Everything is brought, and the Rollout is complete, but whoever waits
/// for the bake counts on being told of what crashes in it.</summary>
internal static class LastBake
{
    /// <summary>Whether it goes on.</summary>
    public static bool IsOn(RolloutSpec spec, RolloutStatus status, DateTimeOffset now) =>
        status is { Phase: RolloutPhase.Complete, Since: { } since }
        && spec.Steps.Count > 0
        && now < since + spec.Steps[^1].Bake.Value;
}
