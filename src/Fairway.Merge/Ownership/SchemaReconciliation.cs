using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Ownership;

/// <summary>
/// Brings recorded fields to a schema that has changed since: who owned parts of a place that has become atomic owns
/// the place. The other way round nothing is to be done.
/// </summary>
internal static class SchemaReconciliation
{
    /// <summary>The set as the schema has it; the same set where nothing changes.</summary>
    public static FieldSet Fit(FieldSet set, SchemaNode? schema)
    {
        FieldEntry[]? fitted = null;
        for (var i = 0; i < set.Entries.Length; i++)
        {
            var entry = set.Entries[i];
            if (entry.Children is null || Child(entry, schema) is not { } child)
            {
                continue;
            }

            var after = IsAtomic(child)
                ? new FieldEntry(entry.Element, true, null)
                : entry with { Children = Fit(entry.Children, child) };
            if (after != entry)
            {
                fitted ??= set.Entries.ToArray();
                fitted[i] = after;
            }
        }

        return fitted is null ? set : FieldSet.FromEntries(fitted);
    }

    private static SchemaNode? Child(FieldEntry entry, SchemaNode? schema) =>
        entry.Element.Kind == PathKind.Field ? FieldShapes.Member(schema, entry.Element.Text) : schema?.Items;

    private static bool IsAtomic(SchemaNode schema) => schema.Type switch
    {
        SchemaType.List => schema.ListType == ListType.Atomic,
        SchemaType.Object or SchemaType.Map => schema.AtomicMap,
        _ => false,
    };
}
