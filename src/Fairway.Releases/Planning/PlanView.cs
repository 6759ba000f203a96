using Fairway.Delivery.Changes;

namespace Fairway.Releases.Planning;

/// <summary>A plan as people and programs read it: component by component, each change once, with the clusters that see
/// it. Depends on no order and no time.</summary>
public sealed record PlanView
{
    /// <summary>What an approval is given to.</summary>
    public string Digest { get; init; } = "";

    /// <summary>How many clusters are planned.</summary>
    public int Clusters { get; init; }

    /// <summary>Clusters that did not answer.</summary>
    public IReadOnlyList<string> Unreachable { get; init; } = [];

    /// <summary>Clusters for which no plan can be made: those of one reason together.</summary>
    public IReadOnlyList<RefusedClusters> Refused { get; init; } = [];

    /// <summary>The components, in the order in which they come.</summary>
    public IReadOnlyList<ComponentView> Components { get; init; } = [];

    /// <summary>True where fields were left out to fit into an object; the text and the document in the MetaDB have
    /// more.</summary>
    public bool Truncated { get; init; }
}

/// <summary>Clusters for which no plan can be made, for one reason.</summary>
/// <param name="Why">What is wrong, where, and what to do.</param>
/// <param name="Clusters">Their ids, in order.</param>
public sealed record RefusedClusters(string Why, IReadOnlyList<string> Clusters);

/// <summary>One component in a plan.</summary>
public sealed record ComponentView
{
    /// <summary>The component.</summary>
    public string Component { get; init; } = "";

    /// <summary>The versions that clusters have, in order; empty where none has one.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>The versions that they get, in order: one, unless each stays on its own.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>How many clusters have it in this plan.</summary>
    public int Clusters { get; init; }

    /// <summary>How many of them have it already as it is to be.</summary>
    public int Unchanged { get; init; }

    /// <summary>All of it in one line.</summary>
    public string Summary { get; init; } = "";

    /// <summary>What people should know, in sentences.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Changes that the same clusters see, the most clusters first.</summary>
    public IReadOnlyList<PlanSection> Sections { get; init; } = [];

    /// <summary>The workloads that roll.</summary>
    public IReadOnlyList<PlannedRollout> Rollouts { get; init; } = [];
}

/// <summary>Changes that the same clusters see.</summary>
public sealed record PlanSection
{
    /// <summary>The clusters, in order.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>The changes in a few words: <c>image of Deployment dns/coredns 1.11.1 -> 1.11.3</c>.</summary>
    public string Summary { get; init; } = "";

    /// <summary>How many changes there are.</summary>
    public int Count { get; init; }

    /// <summary>The changes, in order of object and path.</summary>
    public IReadOnlyList<PlannedChange> Fields { get; init; } = [];
}
