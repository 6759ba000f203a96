using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Fairway.Api.Schema;

namespace Fairway.Api.Meta;

/// <summary>Selects objects by their labels. All that is said must hold; an empty selector selects
/// everything.</summary>
[Atomic]
public sealed record LabelSelector
{
    /// <summary>Labels that must have exactly these values.</summary>
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    /// <summary>Requirements on labels.</summary>
    public IReadOnlyList<LabelRequirement>? MatchExpressions { get; init; }

    /// <summary>Whether labels fulfil the selector.</summary>
    public bool Matches(IReadOnlyDictionary<string, string>? labels)
    {
        // any order: all must hold
        return (MatchLabels ?? new Dictionary<string, string>()).All(label => Value(labels, label.Key) == label.Value)
            && (MatchExpressions ?? []).All(requirement => requirement.Holds(Value(labels, requirement.Key)));
    }

    private static string? Value(IReadOnlyDictionary<string, string>? labels, string key) =>
        labels is not null && labels.TryGetValue(key, out var value) ? value : null;
}

/// <summary>A requirement on one label.</summary>
public sealed record LabelRequirement
{
    /// <summary>The label.</summary>
    [Required]
    public string Key { get; set; } = "";

    /// <summary>What must hold.</summary>
    [Required]
    public LabelOperator Operator { get; init; }

    /// <summary>For In and NotIn: the values.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Whether the label's value, or its absence (null), fulfils the requirement.</summary>
    public bool Holds(string? value) => Operator switch
    {
        LabelOperator.In => value is not null && (Values ?? []).Contains(value),
        LabelOperator.NotIn => value is null || !(Values ?? []).Contains(value),
        LabelOperator.Exists => value is not null,
        _ => value is null,
    };
}

/// <summary>What a requirement on a label says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LabelOperator>))]
public enum LabelOperator
{
    /// <summary>The label has one of the values.</summary>
    In,

    /// <summary>The label has none of the values, or is absent.</summary>
    NotIn,

    /// <summary>The label is there.</summary>
    Exists,

    /// <summary>The label is absent.</summary>
    DoesNotExist,
}
