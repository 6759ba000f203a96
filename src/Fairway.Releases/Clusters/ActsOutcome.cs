using Fairway.Delivery.Changes;

namespace Fairway.Releases.Clusters;

/// <summary>How the acts of a plan ended.</summary>
internal sealed record ActsOutcome
{
    /// <summary>All were done.</summary>
    public static ActsOutcome Done { get; } = new();

    /// <summary>Why one was not done; null where none had trouble.</summary>
    public ClusterTrouble? Trouble { get; init; }

    /// <summary>An act that is to be repeated; null for none.</summary>
    public ActResult.Waiting? Waiting { get; init; }

    /// <summary>Something else would have been written than was approved; null where not.</summary>
    public ActResult.Different? Different { get; init; }

    /// <summary>The number of the intent's record; null where none was recorded.</summary>
    public long? Sequence { get; init; }

    /// <summary>Digests of evidence by the gates' names, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Evidence { get; init; } = [];

    /// <summary>Whether the plan's status holds.</summary>
    public bool IsWhole => Trouble is null && Waiting is null && Different is null;
}
