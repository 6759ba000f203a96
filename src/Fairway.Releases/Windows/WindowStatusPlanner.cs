using Fairway.Api.Meta;
using Fairway.Api.Releases;

namespace Fairway.Releases.Windows;

/// <summary>What a ReleaseWindow's status says. Pure.</summary>
public static class WindowStatusPlanner
{
    /// <summary>The status at a moment.</summary>
    public static ReleaseWindowStatus Plan(WindowSight seen, DateTimeOffset now)
    {
        var before = seen.Window.Status ?? new ReleaseWindowStatus();
        var (status, reason, message) = Say(seen, now);
        return before with
        {
            ObservedGeneration = seen.Window.Metadata.Generation,
            Until = seen.Until(now),
            Conditions = before.Conditions.With(new Condition
            {
                Type = ReleaseWindowConditions.Open,
                Status = status,
                ObservedGeneration = seen.Window.Metadata.Generation,
                LastTransitionTime = now,
                Reason = reason,
                Message = message,
            }),
        };
    }

    private static (ConditionStatus Status, string Reason, string Message) Say(WindowSight seen, DateTimeOffset now)
    {
        if (seen.Trouble is { } trouble)
        {
            return (
                ConditionStatus.Unknown,
                ReleaseWindowConditions.Invalid,
                $"it holds what it selects, since it cannot be read: {trouble}");
        }

        var isOpen = seen.IsOpen(now);
        var isWithin = isOpen == (seen.Window.Spec.Type == WindowType.Allow);
        var then = seen.Until(now) is { } until
            ? $"it {(isOpen ? "closes" : "opens")} at {WindowPlanner.Time(until)}"
            : $"it never {(isOpen ? "closes" : "opens")} again";
        return (
            isOpen ? ConditionStatus.True : ConditionStatus.False,
            isWithin ? ReleaseWindowConditions.WithinTimes : ReleaseWindowConditions.OutsideTimes,
            $"{(isWithin ? "one of its times is now" : "none of its times is now")}; {then}");
    }
}
