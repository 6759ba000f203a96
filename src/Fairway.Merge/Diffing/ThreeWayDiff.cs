using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>
/// Compares what was recorded, what is to be and what is live of one object. What the target says is set; what was
/// recorded and is no longer in the target is removed; what is in neither is never touched. Maps are compared by key,
/// lists by the keys that the schema gives them, other lists as a whole; what a server adds by default is no
/// difference.
/// </summary>
public static class ThreeWayDiff
{
    /// <summary>Compares. The arguments are only read.</summary>
    /// <param name="recorded">
    /// What was last applied or is intended; null where nothing is, and then nothing is removed.
    /// </param>
    /// <param name="target">What is to be; null where a recorded object is no longer wanted.</param>
    /// <param name="live">What the cluster has; null where it has no such object.</param>
    /// <param name="schema">The schema of the kind; null where none is known, and then all lists are compared as a
    /// whole.</param>
    /// <param name="notOurs">Paths that another manager owns (<see cref="RolloutFields"/>): as if they were nowhere.
    /// </param>
    /// <exception cref="ArgumentException">All three are null.</exception>
    public static ObjectDiff Of(
        JsonObject? recorded,
        JsonObject? target,
        JsonObject? live,
        SchemaNode? schema,
        FieldSet? notOurs = null)
    {
        var any = target ?? recorded ?? live
            ?? throw new ArgumentException(
                "Nothing to compare: recorded, target and live are all missing.",
                nameof(target));
        var wanted = target is null ? null : ServerFields.Configuration(target, schema, notOurs);
        var sides = new Sides(
            ReferenceEquals(recorded, target) ? wanted
                : recorded is null ? null : ServerFields.Configuration(recorded, schema, notOurs),
            wanted,
            live);
        var walk = new DiffWalk(sides, schema);
        walk.Run(notOurs);
        return new()
        {
            Object = ObjectRef.Of(any),
            Action = walk.Action,
            Changes = [.. walk.Changes.OrderBy(change => change.Path)],
            InTargetOrder = [.. walk.Changes],
            IsAdoption = recorded is null && target is not null && live is not null,
            Problems = [.. walk.Problems],
        };
    }
}
