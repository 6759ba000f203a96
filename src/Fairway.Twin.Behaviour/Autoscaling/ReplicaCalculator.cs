using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>
/// How many replicas a resource metric asks for, by the rules of kube-controller-manager: pods that are not measured
/// count as whatever moves the size the least, and so do pods that are not ready where more are asked for.
/// </summary>
internal static class ReplicaCalculator
{
    private static readonly TimeSpan CpuInitialization = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan InitialReadiness = TimeSpan.FromSeconds(30);

    public static ReplicaAnswer Of(ReplicaQuestion asked)
    {
        if (asked.Pods.IsEmpty)
        {
            return ReplicaAnswer.Unknown("no pods returned by selector while calculating replica count");
        }

        var groups = asked.Pods.ToLookup(pod => GroupOf(pod, asked));
        ImmutableArray<Entry> ready = [.. groups[Group.Ready].Select(p => new Entry(p.Usage ?? 0, p.Request ?? 0))];
        if (ready.IsEmpty)
        {
            return ReplicaAnswer.Unknown("did not receive metrics for targeted pods (pods might be unready)");
        }

        if (asked.IsUtilization && asked.Pods.FirstOrDefault(p => p.Request is null) is { } bare)
        {
            return ReplicaAnswer.Unknown(
                $"missing request for {asked.Resource} in container {bare.WithoutRequest} of Pod {bare.Name}");
        }

        var seen = Measure.Of(ready, asked);
        if (seen is null)
        {
            return ReplicaAnswer.Unknown("no metrics returned matched known pods");
        }

        var replicas = Replicas(asked, ready, seen, groups);
        return new ReplicaAnswer(replicas, asked.IsUtilization ? seen.Percent : null, seen.Average);
    }

    private static int Replicas(
        ReplicaQuestion asked, ImmutableArray<Entry> ready, Measure seen, ILookup<Group, ScaledPod> groups)
    {
        var unready = groups[Group.Unready].ToImmutableArray();
        var missing = groups[Group.Missing].ToImmutableArray();
        var fillsUp = unready.Length > 0 && seen.Ratio > 1;
        if (!fillsUp && missing.IsEmpty)
        {
            return IsClose(asked, seen.Ratio) ? asked.Current : Ceiling(seen.Ratio * ready.Length);
        }

        var entries = ready;
        if (seen.Ratio < 1)
        {
            entries = entries.AddRange(missing.Select(p => new Entry(Full(asked, p), p.Request ?? 0)));
        }
        else if (seen.Ratio > 1)
        {
            entries = entries.AddRange(missing.Select(p => new Entry(0, p.Request ?? 0)));
        }

        if (fillsUp)
        {
            entries = entries.AddRange(unready.Select(p => new Entry(0, p.Request ?? 0)));
        }

        return Filled(asked, entries, seen.Ratio);
    }

    // Where what is assumed would turn the direction, nothing changes.
    private static int Filled(ReplicaQuestion asked, ImmutableArray<Entry> entries, double before)
    {
        var ratio = Measure.Of(entries, asked)!.Ratio;
        if (IsClose(asked, ratio) || (before < 1 && ratio > 1) || (before > 1 && ratio < 1))
        {
            return asked.Current;
        }

        var replicas = Ceiling(ratio * entries.Length);
        var turns = (ratio < 1 && replicas > asked.Current) || (ratio > 1 && replicas < asked.Current);
        return turns ? asked.Current : replicas;
    }

    // On the way down, who is not measured is taken to use what it is meant to at most.
    private static long Full(ReplicaQuestion asked, ScaledPod pod) =>
        asked.IsUtilization ? (pod.Request ?? 0) * Math.Max(100, asked.Target) / 100 : asked.Target;

    private static Group GroupOf(ScaledPod pod, ReplicaQuestion asked)
    {
        if (pod.IsDeleting || pod.Phase == PodPhase.Failed)
        {
            return Group.Ignored;
        }

        if (pod.Phase == PodPhase.Pending)
        {
            return Group.Unready;
        }

        if (pod.Usage is null)
        {
            return Group.Missing;
        }

        return asked.Resource == "cpu" && IsStarting(pod, asked.Now) ? Group.Unready : Group.Ready;
    }

    private static bool IsStarting(ScaledPod pod, DateTimeOffset now)
    {
        if (pod is not { IsReady: { } ready, StartedAt: { } started })
        {
            return true;
        }

        return started + CpuInitialization > now
            ? !ready || pod.MeasuredAt < pod.ReadySince + pod.Window
            : !ready && started + InitialReadiness > pod.ReadySince;
    }

    private static bool IsClose(ReplicaQuestion asked, double ratio) =>
        ratio >= 1 - asked.DownTolerance && ratio <= 1 + asked.UpTolerance;

    private static int Ceiling(double replicas) => (int)Math.Min(int.MaxValue, Math.Ceiling(replicas));

    private enum Group
    {
        Ready,
        Unready,
        Missing,
        Ignored,
    }

    private readonly record struct Entry(long Usage, long Request);

    private sealed record Measure(double Ratio, int? Percent, long Average)
    {
        public static Measure? Of(ImmutableArray<Entry> entries, ReplicaQuestion asked)
        {
            var used = entries.Sum(e => e.Usage);
            var average = used / entries.Length;
            if (!asked.IsUtilization)
            {
                return new Measure((double)average / asked.Target, null, average);
            }

            var requested = entries.Sum(e => e.Request);
            if (requested == 0)
            {
                return null;
            }

            var percent = (int)Math.Min(int.MaxValue, used * 100 / requested);
            return new Measure((double)percent / asked.Target, percent, average);
        }
    }
}
