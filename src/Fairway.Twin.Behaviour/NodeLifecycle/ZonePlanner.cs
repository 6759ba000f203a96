using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>
/// Lets the nodes of a zone that are not ready lose their pods one after the other: a node in 10 s, fewer or none where
/// much of the zone is down, none where all zones are. The rates are those of a real cluster.
/// </summary>
internal static class ZonePlanner
{
    private const float UnhealthyShare = 0.55f;
    private const int LargeZone = 50;

    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Reduced = TimeSpan.FromSeconds(100);

    public static ZoneState StateOf(int ready, int unready) => (ready, unready) switch
    {
        (0, > 0) => ZoneState.FullDisruption,
        (_, > 2) when (float)unready / (ready + unready) >= UnhealthyShare => ZoneState.PartialDisruption,
        _ => ZoneState.Normal,
    };

    public static ZonePlan Plan(ZoneObservation seen)
    {
        if (seen.AllDisrupted)
        {
            return new ZonePlan
            {
                Changes =
                [
                    .. seen.Unready.Where(n => n.Taints.Any(NodeTaintKeys.Evicts))
                        .Select(n => (n, n.Taints.RemoveAll(t => NodeTaintKeys.Evicts(t)))),
                ],
            };
        }

        var waiting = seen.Unready.Where(n => !n.Taints.Any(NodeTaintKeys.Evicts)).ToArray();
        if (waiting is not [var first, ..] || Pause(seen) is not { } pause)
        {
            return new ZonePlan();
        }

        var due = seen.LastAt + pause ?? seen.Now;
        if (due > seen.Now)
        {
            return new ZonePlan { LookAgainAt = due };
        }

        var key = NodeTaintKeys.Of(first.Health.ReadyStatus)!;
        var taint = new Taint(key, "", WellKnown.NoExecute) { AddedAt = seen.Now };
        return new ZonePlan
        {
            Changes = [(first, first.Taints.Add(taint))],
            Evicts = true,
            LookAgainAt = waiting.Length > 1 ? seen.Now + pause : null,
        };
    }

    // Null where nobody is evicted.
    private static TimeSpan? Pause(ZoneObservation seen) =>
        StateOf(seen.Ready, seen.Counted - seen.Ready) switch
        {
            ZoneState.PartialDisruption => seen.Counted > LargeZone ? Reduced : null,
            _ => Usual,
        };
}
