using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Scheduling.Snapshots;

/// <summary>
/// An immutable state of the cluster: its nodes, the pods on them (those that are about to be bound too), and counts
/// that are kept up to date with them. A change makes another snapshot and copies little.
/// </summary>
internal sealed partial record ClusterSnapshot
{
    private const int MostTallies = 64;

    private ImmutableStack<int> Free { get; init; } = [];

    private ImmutableDictionary<string, int> Places { get; init; } =
        ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    private ImmutableSortedDictionary<string, ImmutableArray<Tally>> Tallies { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<Tally>>(StringComparer.Ordinal);

    private ImmutableDictionary<string, TopologyColumn> Columns { get; init; } =
        ImmutableDictionary.Create<string, TopologyColumn>(StringComparer.Ordinal);

    private int Next { get; init; }

    public static ClusterSnapshot Empty { get; } = new();

    /// <summary>Nodes by slot, with gaps.</summary>
    public Slots<NodeInfo> Nodes { get; private init; } = Slots<NodeInfo>.Empty;

    /// <summary>How many nodes there are.</summary>
    public int Count => Places.Count;

    /// <summary>The slots in the order in which they are looked at. See <see cref="Ordered"/>.</summary>
    public ImmutableArray<int> Order { get; private init; } = [];

    /// <summary>The terms of pods that are on nodes, by name.</summary>
    public ImmutableSortedDictionary<string, Carriers> Carried { get; private init; } =
        ImmutableSortedDictionary.Create<string, Carriers>(StringComparer.Ordinal);

    /// <summary>Labels of namespaces.</summary>
    public ImmutableDictionary<string, StringMap> Namespaces { get; private init; } =
        ImmutableDictionary.Create<string, StringMap>(StringComparer.Ordinal);

    /// <summary>Pods for which a node is being cleared, by the node's name.</summary>
    public ImmutableDictionary<string, ImmutableArray<PodInfo>> Nominated { get; private init; } =
        ImmutableDictionary.Create<string, ImmutableArray<PodInfo>>(StringComparer.Ordinal);

    /// <summary>How many nodes have an image, by the image's name.</summary>
    public ImmutableDictionary<string, int> Images { get; private init; } =
        ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    public NodeInfo? Find(string name) => Places.TryGetValue(name, out var slot) ? Nodes[slot] : null;

    /// <summary>Adds a node, or changes one that is there.</summary>
    public ClusterSnapshot WithNode(NodeView node)
    {
        var name = node.Meta.Name;
        if (Find(name) is { } known)
        {
            return Forgotten(node.Meta.Labels.Equals(known.Node.Meta.Labels)) with
            {
                Nodes = Nodes.With(known.Slot, known.With(node)),
                Images = Counted(Counted(Images, known.Node, -1), node, 1),
            };
        }

        var slot = Free.IsEmpty ? Next : Free.Peek();
        return Forgotten(false) with
        {
            Nodes = Nodes.With(slot, NodeInfo.Empty(slot, node)),
            Places = Places.Add(name, slot),
            Free = Free.IsEmpty ? Free : Free.Pop(),
            Next = Math.Max(Next, slot + 1),
            Images = Counted(Images, node, 1),
        };
    }

    /// <summary>Removes a node with the pods on it.</summary>
    public ClusterSnapshot WithoutNode(string name)
    {
        if (Find(name) is not { } known)
        {
            return this;
        }

        var emptied = known.Pods.Aggregate(this, (cluster, pod) => cluster.WithoutPod(name, pod));
        return emptied.Forgotten(false) with
        {
            Nodes = emptied.Nodes.With(known.Slot, null),
            Places = Places.Remove(name),
            Free = Free.Push(known.Slot),
            Images = Counted(Images, known.Node, -1),
        };
    }

    /// <summary>Puts a pod on a node that there is.</summary>
    public ClusterSnapshot WithPod(string node, PodInfo pod) => Find(node) is { } known
        ? Counting(known.Slot, pod, 1) with { Nodes = Nodes.With(known.Slot, known.With(pod)) }
        : this;

    public ClusterSnapshot WithoutPod(string node, PodInfo pod) => Find(node) is { } known
        ? Counting(known.Slot, pod, -1) with { Nodes = Nodes.With(known.Slot, known.Without(pod)) }
        : this;

    /// <summary>The snapshot in which a node is as given: for trials that look at the node alone.</summary>
    public ClusterSnapshot WithPodsOf(NodeInfo node) => this with { Nodes = Nodes.With(node.Slot, node) };

    /// <summary>Gives a namespace its labels, or none where it is gone.</summary>
    public ClusterSnapshot WithNamespace(string name, StringMap? labels) => this with
    {
        Namespaces = labels is null ? Namespaces.Remove(name) : Namespaces.SetItem(name, labels),
        Tallies = ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            Tallies.Select(t => KeyValuePair.Create(
                t.Key, t.Value.RemoveAll(tally => tally.Matcher.AsksNamespaces)))),
    };

    public ClusterSnapshot WithNominated(string node, ImmutableArray<PodInfo> pods) => this with
    {
        Nominated = pods.IsEmpty ? Nominated.Remove(node) : Nominated.SetItem(node, pods),
    };

    /// <summary>The snapshot with its <see cref="Order"/>, which a change of the nodes forgets.</summary>
    public ClusterSnapshot Ordered() => Order.Length == Count ? this : this with { Order = NodeOrder.Of(Nodes) };

    /// <summary>The snapshot that keeps count of what matches.</summary>
    public ClusterSnapshot Tallying(PodMatcher matcher)
    {
        if (FindTally(matcher) is not null)
        {
            return this;
        }

        var bucket = Tallies.GetValueOrDefault(matcher.Namespace, []);
        var kept = bucket.Length < MostTallies ? bucket : bucket.RemoveAt(0);
        return this with { Tallies = Tallies.SetItem(matcher.Namespace, kept.Add(TallyOf(matcher))) };
    }

    /// <summary>The snapshot with the column of a label.</summary>
    public ClusterSnapshot WithColumn(string key) =>
        Columns.ContainsKey(key) ? this : this with { Columns = Columns.Add(key, TopologyColumn.Of(key, Nodes)) };

    /// <summary>Matching pods on each node; counted now where nobody has asked for it before.</summary>
    public Slots<int> CountsOf(PodMatcher matcher) => (FindTally(matcher) ?? TallyOf(matcher)).Counts;

    public TopologyColumn ColumnOf(string key) =>
        Columns.TryGetValue(key, out var known) ? known : TopologyColumn.Of(key, Nodes);
}
