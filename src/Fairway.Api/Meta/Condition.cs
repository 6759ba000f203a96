using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Fairway.Api.Meta;

/// <summary>One aspect of an object's state, as <c>kubectl wait --for=condition=TYPE</c> reads it.</summary>
public sealed record Condition
{
    /// <summary>Which aspect; CamelCase, a constant of its kind.</summary>
    [Required]
    [MaxLength(316)]
    public string Type { get; set; } = "";

    /// <summary>True, False or Unknown.</summary>
    [Required]
    public ConditionStatus Status { get; init; }

    /// <summary>Generation of the object that the condition speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>When the status last changed.</summary>
    [Required]
    public DateTimeOffset LastTransitionTime { get; init; }

    /// <summary>Why, in one CamelCase word; a constant of its kind.</summary>
    [Required]
    [MaxLength(1024)]
    public string Reason { get; set; } = "";

    /// <summary>Why, in one sentence for people, and what can be done.</summary>
    [Required(AllowEmptyStrings = true)]
    [MaxLength(32768)]
    public string Message { get; set; } = "";
}

/// <summary>Whether a condition holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConditionStatus>))]
public enum ConditionStatus
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>It holds.</summary>
    True,

    /// <summary>It does not.</summary>
    False,
}
