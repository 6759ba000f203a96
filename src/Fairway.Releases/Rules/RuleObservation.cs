using Fairway.Api.Clusters;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.Clusters;

namespace Fairway.Releases.Rules;

/// <summary>What rules of a pipeline are judged by.</summary>
/// <param name="Point">Where in the way.</param>
/// <param name="Now">The moment.</param>
internal sealed record RuleObservation(GatePoint Point, DateTimeOffset Now)
{
    /// <summary>The rules of the pipeline.</summary>
    public required IReadOnlyList<CheckRule> Rules { get; init; }

    /// <summary>The cluster; null where there is none any more.</summary>
    public required Cluster? Cluster { get; init; }

    /// <summary>The Release; null where there is none any more.</summary>
    public required Release? Release { get; init; }

    /// <summary>The change on its way.</summary>
    public required ClusterChange Change { get; init; }

    /// <summary>What the gates said at this point.</summary>
    public required IReadOnlyList<GateFinding> Findings { get; init; }
}
