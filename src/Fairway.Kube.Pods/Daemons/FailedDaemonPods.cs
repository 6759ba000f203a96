using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Daemons;

/// <summary>
/// Remembers on which nodes pods of DaemonSets have failed, so that they are not deleted and created again as fast as a
/// node refuses them: after one second, then twice as long each time, up to <paramref name="longest"/>.
/// </summary>
internal sealed class FailedDaemonPods(TimeSpan first, TimeSpan longest)
{
    private readonly SortedDictionary<(string Set, long Generation, string Node), (TimeSpan Delay, DateTimeOffset At)>
        held = [];

    /// <summary>The delays of the reference implementation.</summary>
    public static FailedDaemonPods Usual => new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));

    /// <summary>Until when failed pods stay, by node.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Held(ObjectMeta set, DateTimeOffset now)
    {
        var until = ImmutableDictionary<string, DateTimeOffset>.Empty;
        foreach (var (place, last) in held)
        {
            if (place.Set == set.Uid && place.Generation == set.Generation && last.At + last.Delay > now)
            {
                until = until.Add(place.Node, last.At + last.Delay);
            }
        }

        return until;
    }

    /// <summary>Failed pods of these nodes are deleted now.</summary>
    public void Deleted(ObjectMeta set, IEnumerable<string> nodes, DateTimeOffset now)
    {
        foreach (var node in nodes)
        {
            var place = (set.Uid, set.Generation, node);
            var isRecent = held.TryGetValue(place, out var last) && now - last.At <= longest * 2;
            var delay = isRecent ? last.Delay * 2 : first;
            held[place] = (delay < longest ? delay : longest, now);
        }
    }

    /// <summary>Nothing of older generations, or long past, matters any more.</summary>
    public void Forget(DateTimeOffset now)
    {
        foreach (var place in held.Where(one => now - one.Value.At > longest * 2).Select(one => one.Key).ToArray())
        {
            held.Remove(place);
        }
    }
}
