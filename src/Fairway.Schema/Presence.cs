namespace Fairway.Schema;

/// <summary>
/// How a place of a built-in kind is written when it is empty or was never set. It follows from how API servers hold
/// the place (by value or by reference) and whether they omit what is empty.
/// </summary>
public enum Presence
{
    /// <summary>
    /// Left out when absent and when empty: <c>""</c>, <c>0</c>, <c>false</c>, <c>[]</c>, a map without keys.
    /// </summary>
    Optional,

    /// <summary>Left out when absent; an empty value is kept, as it means something else than none.</summary>
    Nullable,

    /// <summary>
    /// Always written: <c>""</c>, <c>0</c>, <c>false</c>, an object with what its own places always write, <c>null</c>
    /// for an empty list or map and for a time that was never set.
    /// </summary>
    Always,

    /// <summary>Always written, <c>null</c> where it was never set; an empty value is kept.</summary>
    AlwaysNullable,
}
