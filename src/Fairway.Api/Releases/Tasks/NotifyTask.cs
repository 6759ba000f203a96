using System.ComponentModel.DataAnnotations;

namespace Fairway.Api.Releases.Tasks;

/// <summary>Tells somebody how the Release stands: a POST with JSON. That it fails fails nothing.</summary>
public sealed record NotifyTask
{
    /// <summary>Whom.</summary>
    [Required]
    [MaxLength(500)]
    [RegularExpression("^https?://[^ ]+$")]
    public string Url { get; set; } = "";

    /// <summary>A sentence that goes along.</summary>
    [MaxLength(1024)]
    public string? Message { get; init; }
}
