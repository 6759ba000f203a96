namespace Fairway.Conformance.Histories.Watches;

/// <summary>Something that a watch delivered.</summary>
/// <param name="Kind">A change of an object, or a bookmark.</param>
/// <param name="Revision">
/// The revision of the change; for a bookmark, the one up to which everything was delivered.
/// </param>
/// <param name="Key">The object; empty for a bookmark.</param>
/// <param name="Value">What the object is after the change; null for deletions and bookmarks.</param>
internal readonly record struct WatchItem(WatchItemKind Kind, long Revision, string Key, string? Value)
{
    public override string ToString() => $"{Kind} {Key}{(Value is null ? "" : $"={Value}")}@{Revision}";
}
