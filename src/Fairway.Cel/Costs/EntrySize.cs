namespace Fairway.Cel.Costs;

/// <summary>How large the entries of a list or map may be.</summary>
/// <param name="IsList">Whether it is a list.</param>
/// <param name="Key">Size of its keys or indexes.</param>
/// <param name="Value">Size of its elements or values.</param>
internal sealed record EntrySize(bool IsList, CelEstimate Key, CelEstimate Value)
{
    public static EntrySize? Either(EntrySize? left, EntrySize? right) => left is null || right is null
        ? null
        : left with { Key = left.Key.Or(right.Key), Value = left.Value.Or(right.Value) };
}
