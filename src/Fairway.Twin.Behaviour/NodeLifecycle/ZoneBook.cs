using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>Counts the nodes of each zone, so that nobody walks through all of them when one changes.</summary>
internal sealed class ZoneBook
{
    private const string Exempt = "node.kubernetes.io/exclude-disruption";

    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> nodes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Zone> zones = new(StringComparer.Ordinal);
    private bool allDisrupted;

    /// <summary>Follows the nodes of a cluster.</summary>
    public IDisposable Follow(ObjectCache<NodeView> cache) => cache.Subscribe(change =>
    {
        lock (gate)
        {
            Remove(change.Key.Name);
            if (change.New?.Value is { Health.Ready: not null } node)
            {
                Add(node);
            }
        }
    });

    /// <summary>The zones that a change of a node concerns; all of them where the change is one for all.</summary>
    public IEnumerable<ObjectKey> ConcernedBy(CacheChange<NodeView> change)
    {
        lock (gate)
        {
            var isAll = AreAllDisrupted();
            if (isAll != allDisrupted)
            {
                allDisrupted = isAll;
                return [.. zones.Keys.Select(Key)];
            }

            return [.. new[] { change.Old, change.New }
                .Select(n => n?.Value)
                .OfType<NodeView>()
                .Where(n => n.Health.ReadyStatus != "True" || IsNews(change))
                .Select(ZoneOf)
                .Distinct()
                .Select(Key)];
        }
    }

    /// <summary>How a zone is: the nodes that are not ready by name.</summary>
    public (int Ready, int Counted, IReadOnlyList<string> Unready, bool AllDisrupted) Read(string zone)
    {
        lock (gate)
        {
            return zones.TryGetValue(zone, out var found)
                ? (found.Ready, found.Counted, [.. found.Unready.Select(u => u.Name)], AreAllDisrupted())
                : (0, 0, [], AreAllDisrupted());
        }
    }

    private static ObjectKey Key(string zone) => new(null, zone);

    private static bool IsNews(CacheChange<NodeView> change) =>
        change.Old?.Value.Health.ReadyStatus != change.New?.Value.Health.ReadyStatus;

    private static string ZoneOf(NodeView node) =>
        $"{node.Meta.Labels["topology.kubernetes.io/region"]}/{node.Meta.Labels["topology.kubernetes.io/zone"]}";

    private bool AreAllDisrupted() =>
        zones.Count > 0 && zones.Values.All(z => ZonePlanner.StateOf(z.Ready, z.Counted - z.Ready)
            == ZoneState.FullDisruption);

    private void Add(NodeView node)
    {
        var ready = node.Health.Ready!.Value;
        var counts = !node.Meta.Labels.Has(Exempt);
        var entry = new Entry(ZoneOf(node), ready.Status == "True", counts, ready.TransitionedAt);
        nodes[node.Meta.Name] = entry;
        if (!zones.TryGetValue(entry.Zone, out var zone))
        {
            zones[entry.Zone] = zone = new Zone();
        }

        zone.Nodes++;
        zone.Counted += entry.Counts ? 1 : 0;
        zone.Ready += entry is { IsReady: true, Counts: true } ? 1 : 0;
        if (!entry.IsReady)
        {
            zone.Unready.Add((entry.Since, node.Meta.Name));
        }
    }

    private void Remove(string name)
    {
        if (!nodes.Remove(name, out var entry))
        {
            return;
        }

        var zone = zones[entry.Zone];
        zone.Nodes--;
        zone.Counted -= entry.Counts ? 1 : 0;
        zone.Ready -= entry is { IsReady: true, Counts: true } ? 1 : 0;
        zone.Unready.Remove((entry.Since, name));
        if (zone.Nodes == 0)
        {
            zones.Remove(entry.Zone);
        }
    }

    private sealed record Entry(string Zone, bool IsReady, bool Counts, DateTimeOffset Since);

    private sealed class Zone
    {
        public int Nodes { get; set; }

        public int Counted { get; set; }

        public int Ready { get; set; }

        public SortedSet<(DateTimeOffset Since, string Name)> Unready { get; } = new(
            Comparer<(DateTimeOffset Since, string Name)>.Create(static (left, right) =>
                left.Since != right.Since
                    ? left.Since.CompareTo(right.Since)
                    : string.CompareOrdinal(left.Name, right.Name)));
    }
}
