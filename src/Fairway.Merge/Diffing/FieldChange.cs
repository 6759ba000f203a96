using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fairway.Merge.Diffing;

/// <summary>
/// One place that changes. The values are only to be read: clone them before they go into another tree.
/// </summary>
/// <param name="Path">The highest place that changes as a whole; the root for a creation or a deletion.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Cause">Why.</param>
/// <param name="Before">The live value; null where there is none.</param>
/// <param name="After">The value to be; null where there is to be none.</param>
public sealed record FieldChange(
    FieldPath Path,
    ChangeKind Kind,
    ChangeCause Cause,
    JsonNode? Before,
    JsonNode? After)
{
    /// <summary>
    /// True where we change what somebody else has changed too: recorded, target and live are three different values.
    /// </summary>
    public bool Conflicts { get; init; }

    /// <summary>
    /// What Fairway never wrote and goes with the change all the same, because it lies inside an element of a list that
    /// is removed. Empty nearly always.
    /// </summary>
    public ImmutableArray<FieldPath> Takes { get; init; } = [];
}
