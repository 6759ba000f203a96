using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Fairway.Api.Meta;
using Fairway.Api.Probes;
using Fairway.Api.Schema;

namespace Fairway.Api.Releases;

/// <summary>What the canary tests of a cluster must say. Every test of every named or selected
/// <see cref="CanaryTestSet"/> is judged for itself; only runs that began after the step was reached count.</summary>
public sealed record CanaryTestDemands
{
    /// <summary>The namespace of the sets in the tenant cluster.</summary>
    [DefaultValue(Labels.SystemNamespace)]
    [MaxLength(63)]
    [RegularExpression("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    public string Namespace { get; set; } = Labels.SystemNamespace;

    /// <summary>The sets by name: each must be there. Either names or a selector is given.</summary>
    [MinLength(1)]
    [MaxLength(20)]
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The sets by their labels: one at least must be there.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>So many percent of the runs must have succeeded.</summary>
    [DefaultValue(100)]
    [Range(1, 100)]
    public int MinSuccessPercent { get; set; } = 100;

    /// <summary>So many runs there must be: with fewer it waits, and with the deadline it fails. It fails before that
    /// where the share cannot be reached any more.</summary>
    [DefaultValue(1)]
    [Range(1, CanaryTestSight.MostRecent)]
    public int MinRuns { get; set; } = 1;

    /// <summary>A test whose last run ended longer ago is stale, and is waited for. Absent: twice its interval, and its
    /// timeout.</summary>
    public Duration? MaxAge { get; init; }

    /// <summary>Where they are asked; absent: after steps and after everything. Before, all recent runs count, and
    /// failures hold: a broken old version holds its own mending.</summary>
    [MaxLength(3)]
    public IReadOnlyList<CheckPoint>? Points { get; init; }
}
