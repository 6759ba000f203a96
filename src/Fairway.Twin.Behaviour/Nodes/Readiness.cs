using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Whether a container is ready at a moment, and when that changes. Times count from its start.</summary>
/// <param name="IsReady">Whether it is.</param>
/// <param name="ChangesAt">When that changes by itself; null for never.</param>
/// <param name="IsFailing">True where it was ready once, and its probe fails.</param>
internal readonly record struct Readiness(bool IsReady, TimeSpan? ChangesAt, bool IsFailing = false)
{
    /// <param name="details">The container's probes.</param>
    /// <param name="behaviour">What they find.</param>
    /// <param name="age">How long the container has run.</param>
    /// <param name="wasReady">Whether it is ready up to now: what has become ready is not undone by saying that it
    /// takes longer.</param>
    public static Readiness At(ContainerDetails details, PodBehaviour behaviour, TimeSpan age, bool wasReady)
    {
        if (!behaviour.BecomesReady)
        {
            return new Readiness(false, null);
        }

        var first = First(details, behaviour);
        if (age < first && !wasReady)
        {
            return new Readiness(false, first);
        }

        return behaviour.ReadinessFailsAfter is { } well
            ? Failing(details.ReadinessProbe, behaviour, well, first, age)
            : new Readiness(true, null);
    }

    /// <summary>When the container has started, by its startup probe; without one it has at once.</summary>
    public static TimeSpan Started(ContainerDetails details, PodBehaviour behaviour) =>
        details.StartupProbe is { } startup ? ProbeTimeline.Succeeded(startup, behaviour.Ready) : TimeSpan.Zero;

    private static TimeSpan First(ContainerDetails details, PodBehaviour behaviour)
    {
        var started = Started(details, behaviour);
        var good = started > behaviour.Ready ? started : behaviour.Ready;
        return details.ReadinessProbe is not { } probe ? good
            : details.StartupProbe is null ? ProbeTimeline.Succeeded(probe, good)
            : ProbeTimeline.SucceededOnce(probe, good);
    }

    // Well for a while, then failing for a while, from the first readiness on; once, or again and again.
    private static Readiness Failing(
        ProbeSpec? probe, PodBehaviour behaviour, TimeSpan well, TimeSpan first, TimeSpan age)
    {
        var ill = behaviour.ReadinessFailsFor;
        var round = behaviour.ReadinessRepeats && ill is { } spell && well + spell > TimeSpan.Zero && age > first
            ? (long)Math.Floor((age - first) / (well + spell))
            : 0;

        // The end of the round before may lie in this one: the probe must have found that all is well again.
        for (var n = Math.Max(0, round - 1); n <= round + 1; n++)
        {
            var falls = first + (n * (well + (ill ?? TimeSpan.Zero))) + well;
            var down = probe is null ? falls : ProbeTimeline.Failed(probe, falls);
            TimeSpan? up = ill is { } span
                ? probe is null ? falls + span : ProbeTimeline.Succeeded(probe, falls + span)
                : null;
            if (ill is not null && down >= falls + ill)
            {
                // Over before the probe has failed often enough.
                if (!behaviour.ReadinessRepeats)
                {
                    return new Readiness(true, null);
                }

                continue;
            }

            if (age < down)
            {
                return new Readiness(true, down);
            }

            if (up is null || age < up)
            {
                return new Readiness(false, up, IsFailing: true);
            }

            if (!behaviour.ReadinessRepeats)
            {
                return new Readiness(true, null);
            }
        }

        return new Readiness(true, first + ((round + 2) * (well + (ill ?? TimeSpan.Zero))));
    }
}
