using System.ComponentModel.DataAnnotations;

namespace Fairway.Api.Twins;

/// <summary>What a container uses, as <c>metrics.k8s.io</c> tells; nothing else comes of it.</summary>
public sealed record UsageBehavior
{
    /// <summary>Cores on average: <c>250m</c>; absent: as the percentage says.</summary>
    [RegularExpression("^[0-9]{1,9}m?$")]
    public string? Cpu { get; init; }

    /// <summary>The same in percent of what the container requests; absent: 50.</summary>
    [Range(0, 100_000)]
    public int? CpuPercent { get; init; }

    /// <summary>Bytes on average: <c>64Mi</c>; absent: as the memory behavior says where there is one, else as the
    /// percentage does.</summary>
    [RegularExpression("^[0-9]{1,12}(Ki|Mi|Gi)?$")]
    public string? Memory { get; init; }

    /// <summary>The same in percent of what the container requests; absent: 50.</summary>
    [Range(0, 100_000)]
    public int? MemoryPercent { get; init; }

    /// <summary>How far a reading may be from the average, in percent of it; absent: 10. The cluster's seed, the
    /// container and the time decide how far it is.</summary>
    [Range(0, 100)]
    public int? VariationPercent { get; init; }
}
