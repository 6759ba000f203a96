using System.ComponentModel.DataAnnotations;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Releases;

/// <summary>A change that is known to be bad: a component, from some versions to others, on some clusters. It holds
/// what has not begun, also of Releases under way, until it is deleted. Rollbacks are never held.</summary>
[Kind("releaseblockers", ShortName = "frb")]
[Column(0, "Component", ".spec.component")]
[Column(1, "From", ".spec.from")]
[Column(2, "To", ".spec.to")]
[Column(3, "Valid", ".status.conditions[?(@.type==\"Valid\")].status")]
[Column(4, "Message", ".spec.message")]
[Column(5, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record ReleaseBlocker : FairwayObject
{
    /// <summary>What is held, and why.</summary>
    [Required]
    public ReleaseBlockerSpec Spec { get; set; } = new();

    /// <summary>Whether it can be read.</summary>
    public ReleaseBlockerStatus? Status { get; init; }
}

/// <summary>What is held, and why. All that is said must hold.</summary>
public sealed record ReleaseBlockerSpec
{
    /// <summary>The component.</summary>
    [Required]
    public string Component { get; set; } = "";

    /// <summary>Versions that clusters have, as a range of npm's: <c>&lt;1.6.0</c>, <c>1.5.x || 1.6.x</c>; prereleases
    /// belong to it. A cluster without the component is in no range. Absent: all, and none.</summary>
    [MaxLength(500)]
    public string? From { get; init; }

    /// <summary>Versions that are to be brought, as a range; absent: all.</summary>
    [MaxLength(500)]
    public string? To { get; init; }

    /// <summary>Clusters by their labels; absent: all.</summary>
    public LabelSelector? Clusters { get; init; }

    /// <summary>A rule in CEL; true holds. It sees <c>cluster</c> and <c>release</c>, as they are in the API, and
    /// <c>change</c> with <c>component</c>, <c>from</c> and <c>to</c> (empty texts where there is none). A rule that
    /// fails holds too.</summary>
    [MaxLength(4096)]
    public string? Rule { get; init; }

    /// <summary>What metrics must say; absent: nobody asks them. They are asked only where all else holds.</summary>
    public BlockerMetric? Metric { get; init; }

    /// <summary>Why, for everybody to read.</summary>
    [Required]
    [MaxLength(1024)]
    public string Message { get; set; } = "";

    /// <summary>Where to read more.</summary>
    [MaxLength(1024)]
    [RegularExpression("^https?://[^ ]+$")]
    public string? Link { get; init; }
}

/// <summary>Whether a blocker can be read.</summary>
public sealed record ReleaseBlockerStatus
{
    /// <summary>Generation of the specification that this speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>What its metric said when Releases asked last, twenty queries at most, those that hold
    /// first.</summary>
    [MapList("query")]
    [MaxLength(20)]
    public IReadOnlyList<BlockerReadingStatus>? Readings { get; init; }

    /// <summary>Valid, with its reason: see <see cref="ReleaseBlockerConditions"/>.</summary>
    [MapList("type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}

/// <summary>Conditions of a <see cref="ReleaseBlocker"/>, and their reasons.</summary>
public static class ReleaseBlockerConditions
{
    /// <summary>True where its ranges and its rule can be read. One that cannot be read holds all that its component
    /// and its selector name.</summary>
    public const string Valid = "Valid";

    /// <summary>Valid: it can be read.</summary>
    public const string Readable = "Readable";

    /// <summary>Not valid; the message says where it is wrong.</summary>
    public const string Invalid = "Invalid";
}
