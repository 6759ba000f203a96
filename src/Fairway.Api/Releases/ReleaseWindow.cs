using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Releases;

/// <summary>Times in which work on clusters may begin, or may not. Where Allow windows select a cluster, one of them
/// must be open; a Deny window that is in force closes whatever else is open. Rollbacks are never held.</summary>
[Kind("releasewindows", ShortName = "frw")]
[Column(0, "Type", ".spec.type")]
[Column(1, "Open", ".status.conditions[?(@.type==\"Open\")].status")]
[Column(2, "Until", ".status.until")]
[Column(3, "Zone", ".spec.timeZone", Wide = true)]
[Column(4, "Message", ".status.conditions[?(@.type==\"Open\")].message", Wide = true)]
[Column(5, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record ReleaseWindow : FairwayObject
{
    /// <summary>When, and for what.</summary>
    [Required]
    [Rule(
        "(has(self.schedules) && size(self.schedules) > 0) || (has(self.dates) && size(self.dates) > 0)",
        "needs schedules or dates")]
    public ReleaseWindowSpec Spec { get; set; } = new();

    /// <summary>Whether it is open now, and when that changes.</summary>
    public ReleaseWindowStatus? Status { get; init; }
}

/// <summary>When, and for what.</summary>
public sealed record ReleaseWindowSpec
{
    /// <summary>Whether work may begin in these times, or may not.</summary>
    [Required]
    public WindowType Type { get; init; }

    /// <summary>Times that come again.</summary>
    [MaxLength(50)]
    [Rule("self.all(one, has(one.cron) != has(one.rule))", "each needs a cron or a rule, and not both")]
    [Rule("self.all(one, has(one.rule) == has(one.start))", "a rule needs a start, and a cron has none")]
    public IReadOnlyList<WindowSchedule>? Schedules { get; init; }

    /// <summary>Days of a calendar: a freeze, with Deny.</summary>
    [MaxLength(500)]
    public IReadOnlyList<WindowDates>? Dates { get; init; }

    /// <summary>The zone of all these times, by its name in the time zone database: <c>Europe/Berlin</c>.</summary>
    [DefaultValue("UTC")]
    [MaxLength(64)]
    [RegularExpression("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,2}$")]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Clusters by their labels; absent: all.</summary>
    public LabelSelector? Clusters { get; init; }

    /// <summary>Components by name; absent: all.</summary>
    [MaxLength(500)]
    public IReadOnlyList<string>? Components { get; init; }

    /// <summary>Pipelines by name; absent: all.</summary>
    [MaxLength(500)]
    public IReadOnlyList<string>? Pipelines { get; init; }

    /// <summary>True: a cluster in which work has begun goes on to its end. False: the step that it was granted ends,
    /// and the next one waits.</summary>
    public bool MayFinish { get; init; }

    /// <summary>Why, for everybody to read.</summary>
    [MaxLength(1024)]
    public string? Reason { get; init; }
}

/// <summary>Whether work may begin in the times of a window.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WindowType>))]
public enum WindowType
{
    /// <summary>It may, and at other times it may not.</summary>
    Allow,

    /// <summary>It may not.</summary>
    Deny,
}

/// <summary>Times that come again.</summary>
public sealed record WindowSchedule
{
    /// <summary>When it begins, in five fields: <c>0 22 * * 1-5</c>.</summary>
    [MaxLength(200)]
    public string? Cron { get; init; }

    /// <summary>When it begins, as a recurrence rule of RFC 5545: <c>FREQ=MONTHLY;BYDAY=2TU</c>. Hourly at
    /// most.</summary>
    [MaxLength(500)]
    [RegularExpression("^FREQ=(HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[-+A-Z0-9,]+)*$")]
    public string? Rule { get; init; }

    /// <summary>The first time of the rule, in the window's zone: <c>2026-01-05T22:00</c>.</summary>
    [RegularExpression("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$")]
    public string? Start { get; init; }

    /// <summary>How long it is each time, as a clock on a wall measures it that nobody sets: 31 days at
    /// most.</summary>
    [Required]
    public Duration Duration { get; set; } = new(TimeSpan.FromHours(1));
}

/// <summary>Days of a calendar.</summary>
public sealed record WindowDates
{
    /// <summary>The first day (<c>2026-12-20</c>), or the moment in the window's zone
    /// (<c>2026-12-20T18:00</c>).</summary>
    [Required]
    [RegularExpression("^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)?$")]
    public string From { get; set; } = "";

    /// <summary>The last day, which belongs to it, or the moment at which it ends.</summary>
    [Required]
    [RegularExpression("^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?)?$")]
    public string Until { get; set; } = "";

    /// <summary>What people call it: <c>end of the year</c>.</summary>
    [MaxLength(200)]
    public string? Name { get; init; }
}

/// <summary>Whether a window is open now, and when that changes.</summary>
public sealed record ReleaseWindowStatus
{
    /// <summary>Generation of the specification that this speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>When it closes if it is open, or opens if it is closed; null: never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Open, with its reason: see <see cref="ReleaseWindowConditions"/>.</summary>
    [MapList("type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}

/// <summary>Conditions of a <see cref="ReleaseWindow"/>, and their reasons.</summary>
public static class ReleaseWindowConditions
{
    /// <summary>True while this window alone would let work begin; Unknown where it cannot be read.</summary>
    public const string Open = "Open";

    /// <summary>Open, or not: one of its times is now.</summary>
    public const string WithinTimes = "WithinTimes";

    /// <summary>Open, or not: none of its times is now.</summary>
    public const string OutsideTimes = "OutsideTimes";

    /// <summary>It cannot be read, and holds what it selects; the message says where it is wrong.</summary>
    public const string Invalid = "Invalid";
}
