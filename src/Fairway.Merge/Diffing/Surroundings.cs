using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>What is known of a place besides its values.</summary>
/// <param name="Schema">Its schema, or null.</param>
/// <param name="NotOurs">Paths beneath it that others own, or null.</param>
/// <param name="IsNotOurs">True where the place itself is others'.</param>
internal readonly record struct Surroundings(SchemaNode? Schema, FieldSet? NotOurs, bool IsNotOurs = false)
{
    /// <summary>
    /// True where the place holds one of several alternatives: members that a change does not name are to go.
    /// </summary>
    public bool IsUnion { get; private init; }

    /// <summary>The same of a place one step below.</summary>
    public Surroundings Below(PathElement step)
    {
        var schema = step.Kind == PathKind.Field ? FieldShapes.Member(Schema, step.Text) : Schema?.Items;
        var union = step.Kind == PathKind.Field ? schema : Schema;
        var isUnion = union?.PatchStrategy?.Contains("retainKeys", StringComparison.Ordinal) == true;
        return NotOurs?.Find(step) is { } entry
            ? new(schema, entry.Children, IsNotOurs || entry.Member) { IsUnion = isUnion }
            : new(schema, null, IsNotOurs) { IsUnion = isUnion };
    }
}
