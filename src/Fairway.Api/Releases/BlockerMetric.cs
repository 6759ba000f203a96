using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Fairway.Api.Releases;

/// <summary>What metrics must say for a blocker to hold, as alerts do: it holds as long as the query gives any series,
/// of whatever value, and where nobody can tell. In the URL and in queries <c>{cluster}</c> stands for the cluster's
/// id.</summary>
public sealed record BlockerMetric
{
    /// <summary>Prometheus, or what speaks its API.</summary>
    [Required]
    [MaxLength(500)]
    [RegularExpression("^https?://[^ ]+$")]
    public string Url { get; set; } = "";

    /// <summary>In PromQL, at this moment: <c>lost_sockets{cluster="{cluster}"} > 5</c>.</summary>
    [Required]
    [MaxLength(1000)]
    public string Query { get; set; } = "";

    /// <summary>A query that has data as long as somebody looks: <c>up{cluster="{cluster}"}</c>. Where it is empty the
    /// blocker holds: silence is not health.</summary>
    [Required]
    [MaxLength(1000)]
    public string Watched { get; set; } = "";
}

/// <summary>What a query of a blocker gave when a Release asked last.</summary>
public sealed record BlockerReadingStatus
{
    /// <summary>The query, for its cluster.</summary>
    [Required]
    [MaxLength(2000)]
    public string Query { get; set; } = "";

    /// <summary>Whether it holds.</summary>
    [Required]
    public BlockerReadingState State { get; init; }

    /// <summary>What was read, in one sentence.</summary>
    [MaxLength(1024)]
    public string? Says { get; init; }
}

/// <summary>Whether a metric of a blocker holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BlockerReadingState>))]
public enum BlockerReadingState
{
    /// <summary>The query gives series: it holds.</summary>
    Holding,

    /// <summary>Nobody could tell: it holds.</summary>
    Unanswered,

    /// <summary>The query gives nothing: it does not hold.</summary>
    Quiet,
}
