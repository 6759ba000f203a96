namespace Fairway.Twin.Behaviour.Scheduling.Snapshots;

/// <summary>How a pod on a node feels about pods that come near it.</summary>
internal enum CarriedKind
{
    /// <summary>It suffers none that match: required anti-affinity.</summary>
    Anti,

    /// <summary>It needs one that matches, which makes the place the better for others of them.</summary>
    Affinity,

    /// <summary>It likes, or with a negative weight dislikes, those that match.</summary>
    Preference,
}

/// <summary>A term of pods that are on nodes already.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Weight">How much a match counts for the score; 0 for none.</param>
/// <param name="TopologyKey">The node label that says which nodes are one place.</param>
/// <param name="Matcher">The pods that it is about.</param>
internal sealed record CarriedTerm(CarriedKind Kind, int Weight, string TopologyKey, PodMatcher Matcher)
{
    /// <summary>One spelling for equal terms.</summary>
    public string Name { get; } = $"{Kind} {Weight} {TopologyKey} {Matcher.Name}";
}

/// <summary>How many pods carry a term: on each node, and together.</summary>
internal sealed record Carriers(CarriedTerm Term, Slots<int> Counts, int Total)
{
    public Carriers Changed(int slot, int by) =>
        this with { Counts = Counts.With(slot, Counts[slot] + by), Total = Total + by };
}
