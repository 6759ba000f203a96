using Fairway.Api.Meta;
using Fairway.Api.Releases;

namespace Fairway.Releases.Blockers;

/// <summary>What a ReleaseBlocker's status says. Pure.</summary>
internal static class BlockerStatusPlanner
{
    /// <summary>The status at a moment.</summary>
    public static ReleaseBlockerStatus Plan(BlockerSight seen, DateTimeOffset now)
    {
        var before = seen.Blocker.Status ?? new ReleaseBlockerStatus();
        var isValid = seen.Trouble is null;
        return before with
        {
            ObservedGeneration = seen.Blocker.Metadata.Generation,
            Conditions = before.Conditions.With(new Condition
            {
                Type = ReleaseBlockerConditions.Valid,
                Status = isValid ? ConditionStatus.True : ConditionStatus.False,
                ObservedGeneration = seen.Blocker.Metadata.Generation,
                LastTransitionTime = now,
                Reason = isValid ? ReleaseBlockerConditions.Readable : ReleaseBlockerConditions.Invalid,
                Message = isValid
                    ? "its ranges and its rule can be read"
                    : $"it holds every change of {seen.Blocker.Spec.Component}, since it cannot be read: "
                        + seen.Trouble,
            }),
        };
    }
}
