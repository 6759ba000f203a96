using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>When the answers to probes make a difference. All times count from the start of the container; a probe is
/// asked at whole periods from then, but not before its initial delay.</summary>
internal static class ProbeTimeline
{
    /// <summary>When a probe counts as succeeded whose answers are good from <paramref name="good"/> on.</summary>
    public static TimeSpan Succeeded(ProbeSpec probe, TimeSpan good) =>
        FirstAsked(probe, good) + (Period(probe) * (probe.SuccessThreshold - 1));

    /// <summary>The same for a probe that is asked at once when the container has started, at <paramref
    /// name="good"/>.</summary>
    public static TimeSpan SucceededOnce(ProbeSpec probe, TimeSpan good)
    {
        if (good < TimeSpan.FromSeconds(probe.InitialDelay))
        {
            return Succeeded(probe, good);
        }

        return probe.SuccessThreshold == 1
            ? good
            : Succeeded(probe with { SuccessThreshold = probe.SuccessThreshold - 1 }, good + TimeSpan.FromTicks(1));
    }

    /// <summary>When a probe counts as failed whose answers are bad from <paramref name="bad"/> on.</summary>
    public static TimeSpan Failed(ProbeSpec probe, TimeSpan bad) =>
        FirstAsked(probe, bad) + (Period(probe) * (probe.FailureThreshold - 1));

    private static TimeSpan FirstAsked(ProbeSpec probe, TimeSpan from)
    {
        var earliest = TimeSpan.FromSeconds(Math.Max(from.TotalSeconds, probe.InitialDelay));
        var periods = (earliest.Ticks + Period(probe).Ticks - 1) / Period(probe).Ticks;
        return Period(probe) * periods;
    }

    private static TimeSpan Period(ProbeSpec probe) => TimeSpan.FromSeconds(probe.Period);
}
