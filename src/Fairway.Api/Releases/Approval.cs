using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Releases;

/// <summary>A person's yes or no to the plan of a Release. It never changes. Who it is, the admission policies of
/// Fairway make sure.</summary>
[Kind("approvals", ShortName = "fap")]
[Column(0, "Release", ".spec.release")]
[Column(1, "Stage", ".spec.stage")]
[Column(2, "Decision", ".spec.decision")]
[Column(3, "Approver", ".spec.approver")]
[Column(4, "Reason", ".spec.reason")]
[Column(5, "Expires", ".spec.expiresAt", Wide = true)]
[Column(6, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record Approval : FairwayObject
{
    /// <summary>Who says what to which plan.</summary>
    [Required]
    [Immutable]
    public ApprovalSpec Spec { get; set; } = new();
}

/// <summary>Who says what to which plan.</summary>
public sealed record ApprovalSpec
{
    /// <summary>The Release.</summary>
    [Required]
    public string Release { get; set; } = "";

    /// <summary>Digest of the plan that was read: <c>status.plan.digest</c> of the Release. To another plan it says
    /// nothing.</summary>
    [Required]
    [RegularExpression("^sha256:[0-9a-f]{64}$")]
    public string PlanDigest { get; set; } = "";

    /// <summary>The stage; absent: all.</summary>
    [MaxLength(63)]
    public string? Stage { get; init; }

    /// <summary>Yes or no.</summary>
    [Required]
    public ApprovalDecision Decision { get; init; }

    /// <summary>Why, for everybody to read.</summary>
    [Required]
    [MaxLength(1024)]
    public string Reason { get; set; } = "";

    /// <summary>Who says it: the user who asks.</summary>
    [Required]
    [MaxLength(253)]
    public string Approver { get; set; } = "";

    /// <summary>The groups for which they say it: groups of theirs.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>When it counts no more for what has not begun by then; absent: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Yes or no.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApprovalDecision>))]
public enum ApprovalDecision
{
    /// <summary>Yes.</summary>
    Approve,

    /// <summary>No: nothing begins, whatever others say, until it is deleted.</summary>
    Reject,
}
