using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Probes;

/// <summary> Tests that run in a tenant cluster all the time, and how they went. Whatever runs them knows each by its
/// name, and writes the status after each run; Releases of pipelines with <c>spec.canaryTests</c> read it. </summary>
[Kind("canarytestsets", Namespaced = true, ShortName = "fct")]
[Column(0, "Passing", ".status.conditions[?(@.type==\"Passing\")].status")]
[Column(1, "Runs", ".status.runs", Type = "integer")]
[Column(2, "Failures", ".status.failures", Type = "integer")]
[Column(3, "Last Run", ".status.lastRun", Type = "date")]
[Column(4, "Message", ".status.conditions[?(@.type==\"Passing\")].message", Wide = true)]
[Column(5, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record CanaryTestSet : FairwayObject
{
    /// <summary>Which tests run, and how often.</summary>
    [Required]
    public CanaryTestSetSpec Spec { get; set; } = new();

    /// <summary>How they went.</summary>
    public CanaryTestSetStatus? Status { get; init; }
}

/// <summary>Which tests run, and how often.</summary>
public sealed record CanaryTestSetSpec
{
    /// <summary>The tests.</summary>
    [Required]
    [MinLength(1)]
    [MaxLength(30)]
    [MapList("name")]
    public IReadOnlyList<CanaryTest> Tests { get; set; } = [];

    /// <summary>For how long back the status counts runs and failures. What Releases decide on are the recent runs
    /// alone.</summary>
    [DefaultValue("1h")]
    public Duration Window { get; set; } = new(TimeSpan.FromHours(1));
}

/// <summary>One test: what a user of the cluster does, as he does it.</summary>
public sealed record CanaryTest
{
    /// <summary>Its name: <c>create-pod</c>, <c>upgrade-statefulset</c>.</summary>
    [Required]
    [MaxLength(63)]
    [RegularExpression("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    public string Name { get; set; } = "";

    /// <summary>From the beginning of a run to the beginning of the next.</summary>
    [DefaultValue("1m")]
    public Duration Interval { get; set; } = new(TimeSpan.FromMinutes(1));

    /// <summary>For how long a run may go on; then it has failed.</summary>
    [DefaultValue("1m")]
    public Duration Timeout { get; set; } = new(TimeSpan.FromMinutes(1));
}

/// <summary>How the tests of a set went.</summary>
public sealed record CanaryTestSetStatus
{
    /// <summary>Generation of the specification that this speaks of. A status of an older one counts for
    /// nothing.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>When a run of any test ended last.</summary>
    public DateTimeOffset? LastRun { get; init; }

    /// <summary>Runs of all tests that ended within the window.</summary>
    public int? Runs { get; init; }

    /// <summary>Of these, failed.</summary>
    public int? Failures { get; init; }

    /// <summary>Each test.</summary>
    [MapList("name")]
    [MaxLength(30)]
    public IReadOnlyList<CanaryTestSight>? Tests { get; init; }

    /// <summary>Passing, with its reason: see <see cref="CanaryTestSetConditions"/>.</summary>
    [MapList("type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}

/// <summary>How one test went.</summary>
public sealed record CanaryTestSight
{
    /// <summary>Its name.</summary>
    [Required]
    [MaxLength(63)]
    public string Name { get; set; } = "";

    /// <summary>When a run ended last.</summary>
    public DateTimeOffset? LastRun { get; init; }

    /// <summary>When a run ended last that succeeded.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>Runs that ended within the window.</summary>
    public int? Runs { get; init; }

    /// <summary>Of these, failed.</summary>
    public int? Failures { get; init; }

    /// <summary>What the last failure was, in one sentence.</summary>
    [MaxLength(1024)]
    public string? Message { get; init; }

    /// <summary>The runs that ended last, the newest first. Each says when it began, so that who reads it can tell what
    /// it has seen of a change.</summary>
    [MaxLength(MostRecent)]
    public IReadOnlyList<CanaryTestRun>? Recent { get; init; }

    /// <summary>So many runs are kept of a test.</summary>
    public const int MostRecent = 20;
}

/// <summary>A run that has ended.</summary>
public sealed record CanaryTestRun
{
    /// <summary>When it began, by the clock of who ran it, which must be right to two seconds; not later than its first
    /// request.</summary>
    [Required]
    public DateTimeOffset Began { get; init; }

    /// <summary>When it ended.</summary>
    [Required]
    public DateTimeOffset Ended { get; init; }

    /// <summary>Whether it succeeded.</summary>
    [Required]
    public bool Succeeded { get; init; }

    /// <summary>Why not, in one sentence.</summary>
    [MaxLength(256)]
    public string? Message { get; init; }
}

/// <summary>Conditions of a <see cref="CanaryTestSet"/>, and their reasons. They are for people; Releases read the
/// runs.</summary>
public static class CanaryTestSetConditions
{
    /// <summary>True while the last run of every test succeeded; Unknown until each has run.</summary>
    public const string Passing = "Passing";

    /// <summary>Passing: every last run succeeded.</summary>
    public const string Succeeding = "Succeeding";

    /// <summary>Not passing: the message names a test whose last run failed, and why.</summary>
    public const string Failing = "Failing";

    /// <summary>Unknown: the message names a test that has not run yet.</summary>
    public const string NotRun = "NotRun";
}
