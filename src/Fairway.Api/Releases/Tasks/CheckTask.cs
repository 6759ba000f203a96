using System.ComponentModel.DataAnnotations;

namespace Fairway.Api.Releases.Tasks;

/// <summary>Waits until metrics and a rule are as they must be. What cannot be told does not pass.</summary>
public sealed record CheckTask
{
    /// <summary>What metrics must say of every cluster of the stage since the task began. A limit that is broken fails
    /// it.</summary>
    public MetricDemands? Metrics { get; init; }

    /// <summary>What must be true, in CEL: of <c>release</c>, and of <c>clusters</c>, those of the stage. It is waited
    /// for.</summary>
    [MaxLength(4096)]
    public string? Rule { get; init; }
}
