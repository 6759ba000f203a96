using System.Collections.Immutable;

namespace Fairway.Merge.Diffing;

/// <summary>What is to change in one object. Made by <see cref="ThreeWayDiff"/>.</summary>
public sealed class ObjectDiff
{
    /// <summary>The object.</summary>
    public required ObjectRef Object { get; init; }

    /// <summary>What happens to it as a whole.</summary>
    public required ObjectAction Action { get; init; }

    /// <summary>The places that change, by path; one place at the root for a creation or a deletion.</summary>
    public required ImmutableArray<FieldChange> Changes { get; init; }

    /// <summary>The same changes in the order in which the target says them: elements that are added to a list come in
    /// its order.</summary>
    internal ImmutableArray<FieldChange> InTargetOrder { get; init; } = [];

    /// <summary>True where the object is there and nothing of it was ever recorded.</summary>
    public bool IsAdoption { get; init; }

    /// <summary>
    /// What is wrong with the target, a sentence each: an API server would refuse it. To be mended before it is
    /// applied.
    /// </summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>True where nothing changes.</summary>
    public bool IsEmpty => Changes.IsEmpty;

    /// <summary>
    /// The diff without changes whose live value is kept, so that what is approved and what is written stay the same.
    /// </summary>
    /// <param name="kept">Paths of changes, as <see cref="ObjectPatch.Of"/> is given them.</param>
    public ObjectDiff Without(IReadOnlyCollection<FieldPath> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var left = Changes.RemoveAll(change => kept.Contains(change.Path));
        return new()
        {
            Object = Object,
            Action = left.IsEmpty ? ObjectAction.None : Action,
            Changes = left,
            InTargetOrder = InTargetOrder.RemoveAll(change => kept.Contains(change.Path)),
            IsAdoption = IsAdoption,
            Problems = Problems,
        };
    }
}
