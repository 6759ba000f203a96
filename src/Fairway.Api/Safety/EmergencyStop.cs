using System.ComponentModel.DataAnnotations;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Safety;

/// <summary> Stops everything that it selects, as long as it exists: no act begins later than a second after it was
/// acknowledged, reachable rollouts are paused within five seconds, unreachable ones halt when their permit lapses.
/// Deleting it lets Releases go on, once a manager has written into the audit that it was lifted, by whom and
/// why. </summary>
[Kind("emergencystops", ShortName = "fes")]
[Column(0, "Reason", ".spec.reason")]
[Column(1, "Clusters", ".status.clusters", Type = "integer")]
[Column(2, "Acknowledged", ".status.acknowledged", Type = "integer")]
[Column(3, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record EmergencyStop : FairwayObject
{
    /// <summary>What is stopped.</summary>
    [Required]
    public EmergencyStopSpec Spec { get; set; } = new();

    /// <summary>Who has stopped.</summary>
    public EmergencyStopStatus? Status { get; init; }
}

/// <summary>What is stopped.</summary>
public sealed record EmergencyStopSpec
{
    /// <summary>Why, for everybody to read.</summary>
    [Required]
    [MinLength(1)]
    [MaxLength(1024)]
    public string Reason { get; set; } = "";

    /// <summary>Clusters by their labels; absent: all.</summary>
    public LabelSelector? Clusters { get; init; }

    /// <summary>Components by name; absent: all.</summary>
    public IReadOnlyList<string>? Components { get; init; }

    /// <summary>True lets rollbacks go on.</summary>
    public bool AllowRollbacks { get; init; }

    /// <summary>Who lifts it, and why: written before it is deleted, for the audit. By itself it lifts
    /// nothing.</summary>
    public StopLift? Lift { get; init; }
}

/// <summary>The words of whoever lifts an <see cref="EmergencyStop"/>.</summary>
public sealed record StopLift
{
    /// <summary>Why, for the audit.</summary>
    [MaxLength(1024)]
    public string? Reason { get; init; }

    /// <summary>Who says so: the user who asked, as the admission policies make sure.</summary>
    [MaxLength(253)]
    public string? By { get; init; }
}

/// <summary>Who has stopped.</summary>
public sealed record EmergencyStopStatus
{
    /// <summary>Generation of the specification that this speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>How many clusters it selects.</summary>
    public int? Clusters { get; init; }

    /// <summary>How many of them are known to have stopped.</summary>
    public int? Acknowledged { get; init; }

    /// <summary>Some of those that are not, by id: twenty at most.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Acknowledged, with its reason: see <see cref="EmergencyStopConditions"/>.</summary>
    [MapList("type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}

/// <summary>Conditions of an <see cref="EmergencyStop"/>, and their reasons.</summary>
public static class EmergencyStopConditions
{
    /// <summary>True once every cluster that it selects is known to have stopped.</summary>
    public const string Acknowledged = "Acknowledged";

    /// <summary>Acknowledged: all have stopped, or none is selected.</summary>
    public const string AllStopped = "AllStopped";

    /// <summary>Not acknowledged: some have not said so yet; the message names them.</summary>
    public const string StillStopping = "StillStopping";
}
