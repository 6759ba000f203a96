using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>How far a target may go now towards the size that its metrics ask for.</summary>
internal static class ScalingLimits
{
    private const string TooMany = "the desired replica count is more than the maximum replica count";
    private const string TooFew = "the desired replica count is less than the minimum replica count";
    private const string TooFastUp = "the desired replica count is increasing faster than the maximum scale rate";
    private const string TooFastDown = "the desired replica count is decreasing faster than the maximum scale rate";
    private const string Within = "DesiredWithinRange";
    private const string WithinRange = "the desired count is within the acceptable range";
    private const string Lower =
        "recent recommendations were lower than current one, applying the lowest recent recommendation";
    private const string Higher =
        "recent recommendations were higher than current one, applying the highest recent recommendation";

    /// <summary>The size that recent recommendations agree on, and the word for why.</summary>
    public static (int Replicas, string Reason, string Message) Stabilized(
        AutoscalerView autoscaler, AutoscalerMemory memory, (int Current, int Desired) size, DateTimeOffset now)
    {
        if (!autoscaler.HasBehavior)
        {
            // Without behavior, whatever the direction, the highest of five minutes counts.
            var since = now - autoscaler.Down.Window;
            var highest = memory.Recommendations.Where(r => r.At >= since).Aggregate(
                size.Desired, (most, r) => Math.Max(most, r.Replicas));
            return highest == size.Desired ? Ready(highest) : (highest, "ScaleDownStabilized", Higher);
        }

        var up = size.Desired;
        var down = size.Desired;
        foreach (var (replicas, at) in memory.Recommendations)
        {
            up = at > now - autoscaler.Up.Window ? Math.Min(up, replicas) : up;
            down = at > now - autoscaler.Down.Window ? Math.Max(down, replicas) : down;
        }

        var stable = Math.Min(Math.Max(size.Current, up), Math.Max(up, down));
        if (stable == size.Desired)
        {
            return Ready(stable);
        }

        return size.Desired >= size.Current
            ? (stable, "ScaleUpStabilized", Lower)
            : (stable, "ScaleDownStabilized", Higher);
    }

    /// <summary>The size that limits and policies allow, and the condition that tells.</summary>
    public static (int Replicas, bool IsLimited, string Reason, string Message) Limited(
        AutoscalerView autoscaler, AutoscalerMemory memory, (int Current, int Desired) size, DateTimeOffset now)
    {
        if (!autoscaler.HasBehavior)
        {
            return Doubled(autoscaler, size);
        }

        if (size.Desired > size.Current)
        {
            var most = Math.Max(size.Current, Highest(autoscaler.Up, memory.Changes, size.Current, now));
            var allowed = Math.Min(autoscaler.Most, most);
            if (size.Desired > allowed)
            {
                return most < autoscaler.Most
                    ? (allowed, true, "ScaleUpLimit", TooFastUp)
                    : (allowed, true, "TooManyReplicas", TooMany);
            }
        }
        else if (size.Desired < size.Current)
        {
            var least = Math.Min(size.Current, Lowest(autoscaler.Down, memory.Changes, size.Current, now));
            var allowed = Math.Max(autoscaler.Least, least);
            if (size.Desired < allowed)
            {
                return least > autoscaler.Least
                    ? (allowed, true, "ScaleDownLimit", TooFastDown)
                    : (allowed, true, "TooFewReplicas", TooFew);
            }
        }

        return (size.Desired, false, Within, WithinRange);
    }

    // Without behavior a target at most doubles at once, or grows to four.
    private static (int Replicas, bool IsLimited, string Reason, string Message) Doubled(
        AutoscalerView autoscaler, (int Current, int Desired) size)
    {
        var fastest = Math.Max(2 * size.Current, 4);
        var most = Math.Min(autoscaler.Most, fastest);
        if (size.Desired < autoscaler.Least)
        {
            return (autoscaler.Least, true, "TooFewReplicas", TooFew);
        }

        if (size.Desired <= most)
        {
            return (size.Desired, false, Within, WithinRange);
        }

        return autoscaler.Most > fastest
            ? (most, true, "ScaleUpLimit", TooFastUp)
            : (most, true, "TooManyReplicas", TooMany);
    }

    private static (int Replicas, string Reason, string Message) Ready(int replicas) =>
        (replicas, "ReadyForNewScale", "recommended size matches current size");

    private static int Highest(
        ScalingRules rules, ImmutableArray<(int By, DateTimeOffset At)> changes, int current, DateTimeOffset now)
    {
        if (rules.Select == "Disabled" || rules.Policies.IsEmpty)
        {
            return current;
        }

        var proposed = rules.Policies.Select(policy =>
        {
            var before = Before(policy, changes, current, now);
            return policy.Type == "Pods"
                ? before + policy.Value
                : (int)Math.Min(int.MaxValue, Math.Ceiling(before * (1 + (policy.Value / 100.0))));
        });
        return rules.Select == "Min" ? proposed.Min() : proposed.Max();
    }

    private static int Lowest(
        ScalingRules rules, ImmutableArray<(int By, DateTimeOffset At)> changes, int current, DateTimeOffset now)
    {
        if (rules.Select == "Disabled" || rules.Policies.IsEmpty)
        {
            return current;
        }

        var proposed = rules.Policies.Select(policy =>
        {
            var before = Before(policy, changes, current, now);
            return policy.Type == "Pods" ? before - policy.Value : (int)(before * (1 - (policy.Value / 100.0)));
        });
        return rules.Select == "Min" ? proposed.Max() : proposed.Min();
    }

    private static int Before(
        ScalingPolicy policy, ImmutableArray<(int By, DateTimeOffset At)> changes, int current, DateTimeOffset now) =>
        current - changes.Where(c => c.At > now - policy.Period).Sum(c => c.By);
}
