namespace Fairway.Conformance.Histories.Watches;

/// <summary>All that one watch delivered.</summary>
/// <param name="After">It was opened to deliver what comes after this revision.</param>
/// <param name="Items">In the order of arrival.</param>
/// <param name="SawTo">It is known to have been read as far as this revision.</param>
/// <param name="Initial">The first so many items are the state at the beginning and no changes.</param>
internal sealed record WatchStream(string Name, long After, IReadOnlyList<WatchItem> Items, long SawTo, int Initial = 0)
{
    /// <summary>The changes without bookmarks and without the initial state.</summary>
    public IEnumerable<WatchItem> Changes => Items.Skip(Initial).Where(item => item.Kind != WatchItemKind.Bookmark);
}
