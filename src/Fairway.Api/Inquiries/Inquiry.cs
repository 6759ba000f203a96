using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Inquiries;

/// <summary>
/// A question about a cluster, in the namespace named by its id (History of a component on all clusters: in
/// <c>fairway-system</c>): the manager answers it in the status, since it has
/// the records and reaches the cluster, and deletes it some minutes later. Values of Secrets are hidden in answers.
/// </summary>
[Kind("inquiries", Namespaced = true, ShortName = "finq")]
[Column(0, "About", ".spec.about")]
[Column(1, "Component", ".spec.component")]
[Column(2, "Answered", ".status.answeredAt", Type = "date")]
[Column(3, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record Inquiry : FairwayObject
{
    /// <summary>The question.</summary>
    [Required]
    [Immutable]
    public InquirySpec Spec { get; set; } = new();

    /// <summary>The answer.</summary>
    public InquiryStatus? Status { get; init; }
}

/// <summary>A question.</summary>
public sealed record InquirySpec
{
    /// <summary>What it is about.</summary>
    [Required]
    public InquiryAbout About { get; init; }

    /// <summary>The component; absent, for Diff and History: all that the cluster has.</summary>
    public string? Component { get; init; }

    /// <summary>Only of Explain: the field, <c>spec.replicas</c>, after a kind and a name where several objects have
    /// it: <c>Deployment/web:spec.replicas</c>.</summary>
    [MaxLength(1024)]
    public string? Path { get; init; }
}

/// <summary>What an <see cref="Inquiry"/> is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InquiryAbout>))]
public enum InquiryAbout
{
    /// <summary>Where recorded, target and live differ.</summary>
    Diff,

    /// <summary>What was recorded, the newest first.</summary>
    History,

    /// <summary>Where objects and fields come from.</summary>
    Explain,
}

/// <summary>An answer.</summary>
public sealed record InquiryStatus
{
    /// <summary>When it was answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The answer; absent where there is none.</summary>
    [FreeForm]
    public JsonObject? Answer { get; init; }

    /// <summary>Why there is none, in one sentence.</summary>
    public string? Failure { get; init; }
}
