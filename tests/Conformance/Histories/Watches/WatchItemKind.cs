namespace Fairway.Conformance.Histories.Watches;

/// <summary>What a watch delivers.</summary>
internal enum WatchItemKind
{
    Added,
    Modified,
    Deleted,
    Bookmark,
}
