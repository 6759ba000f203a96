using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Releases;

/// <summary>What metrics must say of a cluster. In the URL and in queries <c>{cluster}</c> stands for the cluster's
/// id.</summary>
public sealed record MetricDemands
{
    /// <summary>Prometheus, or what speaks its API: <c>http://prometheus.{cluster}.example:9090</c>.</summary>
    [Required]
    [MaxLength(500)]
    [RegularExpression("^https?://[^ ]+$")]
    public string Url { get; set; } = "";

    /// <summary>The checks.</summary>
    [MapList("name")]
    [MaxLength(10)]
    public IReadOnlyList<MetricCheck>? Checks { get; init; }

    /// <summary>No alerts may fire; absent: nobody looks.</summary>
    public AlertDemand? Alerts { get; init; }
}

/// <summary>One check. Its query gives one series; the mean of its samples since the step was reached is
/// compared.</summary>
public sealed record MetricCheck
{
    /// <summary>Its name: <c>errors</c>.</summary>
    [Required]
    [MaxLength(63)]
    [RegularExpression("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    public string Name { get; set; } = "";

    /// <summary>In PromQL; the matcher <c>cluster=~"{cluster}"</c> also fits a comparison with others.</summary>
    [Required]
    [MaxLength(1000)]
    public string Query { get; set; } = "";

    /// <summary>Where it is asked; absent: after steps and after everything. Before: a broken old version holds its own
    /// mending.</summary>
    [MaxLength(3)]
    public IReadOnlyList<CheckPoint>? Points { get; init; }

    /// <summary>At least so much.</summary>
    [RegularExpression("^-?[0-9]{1,15}(\\.[0-9]{1,9})?$")]
    public string? Min { get; init; }

    /// <summary>At most so much.</summary>
    [RegularExpression("^-?[0-9]{1,15}(\\.[0-9]{1,9})?$")]
    public string? Max { get; init; }

    /// <summary>At most so much more than something else has; absent: it is not compared.</summary>
    public MetricBaseline? Baseline { get; init; }

    /// <summary>So many samples there must be: with fewer it waits, and with the deadline it fails.</summary>
    [DefaultValue(1)]
    [Range(1, 1000)]
    public int MinSamples { get; set; } = 1;

    /// <summary>The time between two samples.</summary>
    [DefaultValue("15s")]
    public Duration Interval { get; set; } = Duration.Seconds(15);

    /// <summary>How far back it looks, and no further than to the step.</summary>
    [DefaultValue("5m")]
    public Duration Window { get; set; } = new(TimeSpan.FromMinutes(5));
}

/// <summary>With what a check compares. The limit is the baseline's mean in percent, and the slack beside.</summary>
public sealed record MetricBaseline
{
    /// <summary>With what.</summary>
    [Required]
    public BaselineKind Kind { get; init; }

    /// <summary>At most so many percent of it.</summary>
    [DefaultValue(120)]
    [Range(0, 100_000)]
    public int MaxPercent { get; set; } = 120;

    /// <summary>And so much more: a tenth of nothing is nothing.</summary>
    [DefaultValue("0")]
    [RegularExpression("^[0-9]{1,15}(\\.[0-9]{1,9})?$")]
    public string Slack { get; set; } = "0";
}

/// <summary>With what a check compares.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BaselineKind>))]
public enum BaselineKind
{
    /// <summary>The same cluster in the window before the change.</summary>
    Before,

    /// <summary>Clusters that have the component, and not the change: <c>{cluster}</c> stands for all of their ids,
    /// parted by <c>|</c>, fifty at most.</summary>
    Unchanged,
}

/// <summary>No alerts may fire.</summary>
public sealed record AlertDemand
{
    /// <summary>Which alerts, by matchers: <c>cluster="{cluster}",severity="critical"</c>.</summary>
    [Required]
    [MaxLength(500)]
    public string Matchers { get; set; } = "";

    /// <summary>A query that has data as long as the cluster is watched: <c>up{cluster="{cluster}"}</c>. Alerts that
    /// nobody could raise do not count as silent.</summary>
    [Required]
    [MaxLength(1000)]
    public string Watched { get; set; } = "";
}
