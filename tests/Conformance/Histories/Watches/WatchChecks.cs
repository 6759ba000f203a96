namespace Fairway.Conformance.Histories.Watches;

/// <summary>
/// The promises of a watch, each a function from streams to the sentences of what breaks it. The truth that they are
/// held against is what clients were told of their writes, and what any stream showed.
/// </summary>
internal static class WatchChecks
{
    /// <summary>Every promise.</summary>
    /// <param name="written">The changes that servers acknowledged with their revision.</param>
    public static IReadOnlyList<string> All(IReadOnlyList<WatchStream> streams, IReadOnlyList<WatchItem> written)
    {
        var truth = Truth(streams, written);
        return
        [
            .. streams.SelectMany(Ordered),
            .. streams.SelectMany(Unique),
            .. streams.SelectMany(Bookmarkable),
            .. streams.SelectMany(Consequent),
            .. streams.SelectMany(stream => Reliable(stream, truth)),
            .. Atomic(streams),
            .. Agreeing([.. streams.SelectMany(stream => stream.Changes), .. written]),
        ];
    }

    /// <summary>Ordered: revisions never fall.</summary>
    public static IEnumerable<string> Ordered(WatchStream stream) =>
        stream
            .Changes.Zip(stream.Changes.Skip(1))
            .Where(pair => pair.Second.Revision < pair.First.Revision)
            .Select(pair => $"{stream.Name}: not ordered: {pair.Second} came after {pair.First}");

    /// <summary>Unique: no change comes twice.</summary>
    public static IEnumerable<string> Unique(WatchStream stream) =>
        stream
            .Changes.GroupBy(item => (item.Key, item.Revision))
            .Where(group => group.Count() > 1)
            .Select(group => $"{stream.Name}: not unique: {group.First()} came {group.Count()} times");

    /// <summary>
    /// Bookmarkable: after a bookmark nothing comes of its revision or an earlier one, and bookmarks never fall.
    /// </summary>
    public static IEnumerable<string> Bookmarkable(WatchStream stream)
    {
        var bookmark = stream.After;
        foreach (var item in stream.Items.Skip(stream.Initial))
        {
            if (item.Kind == WatchItemKind.Bookmark ? item.Revision < bookmark : item.Revision <= bookmark)
            {
                yield return $"{stream.Name}: not bookmarkable: {item} came after the bookmark {bookmark}";
            }

            bookmark = item.Kind == WatchItemKind.Bookmark ? Math.Max(bookmark, item.Revision) : bookmark;
        }
    }

    /// <summary>Consequent: an object is added when it is absent, and changed or deleted when it is there.</summary>
    public static IEnumerable<string> Consequent(WatchStream stream)
    {
        var present = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var item in stream.Items.Where(item => item.Kind != WatchItemKind.Bookmark))
        {
            if (present.TryGetValue(item.Key, out var isThere) && isThere == (item.Kind == WatchItemKind.Added))
            {
                yield return $"{stream.Name}: not consequent: {item} though it is {(isThere ? "there" : "absent")}";
            }

            present[item.Key] = item.Kind != WatchItemKind.Deleted;
        }
    }

    /// <summary>
    /// Reliable, and so resumable: every change after the revision at which it was opened, as far as it was read, is in
    /// the stream.
    /// </summary>
    public static IEnumerable<string> Reliable(WatchStream stream, IReadOnlyCollection<WatchItem> truth)
    {
        var seen = stream.Changes.Select(item => (item.Key, item.Revision)).ToHashSet();
        return truth
            .Where(item => item.Revision > stream.After && item.Revision <= stream.SawTo)
            .Where(item => !seen.Contains((item.Key, item.Revision)))
            .Select(item =>
                $"{stream.Name}: not reliable: opened after {stream.After}, read to {stream.SawTo}, without {item}"
            );
    }

    /// <summary>
    /// Atomic: the changes of one revision come together, and the same ones in every stream that shows the revision.
    /// </summary>
    public static IEnumerable<string> Atomic(IReadOnlyList<WatchStream> streams)
    {
        var whole = streams
            .SelectMany(stream => stream.Changes)
            .Distinct()
            .GroupBy(item => item.Revision)
            .ToDictionary(group => group.Key, group => group.Count());
        foreach (var stream in streams)
        {
            foreach (var (revision, count) in Runs(stream).Where(run => run.Count != whole[run.Revision]))
            {
                yield return $"{stream.Name}: not atomic: {count} of {whole[revision]} changes of {revision} together";
            }
        }
    }

    /// <summary>
    /// Agreeing: every stream, and every answer to a write, tells the same of one object at one revision.
    /// </summary>
    public static IEnumerable<string> Agreeing(IReadOnlyList<WatchItem> told) =>
        told.GroupBy(item => (item.Key, item.Revision))
            .Where(group => group.Distinct().Count() > 1)
            .Select(group => $"not agreeing: {string.Join(" and ", group.Distinct())}");

    private static HashSet<WatchItem> Truth(IReadOnlyList<WatchStream> streams, IReadOnlyList<WatchItem> written) =>
        [.. streams.SelectMany(stream => stream.Changes), .. written];

    /// <summary>Neighbouring changes of one revision; a bookmark between two separates them.</summary>
    private static IEnumerable<(long Revision, int Count)> Runs(WatchStream stream)
    {
        (long Revision, int Count) run = (0, 0);
        foreach (var item in stream.Items.Skip(stream.Initial))
        {
            if (item.Kind != WatchItemKind.Bookmark && item.Revision == run.Revision)
            {
                run.Count++;
                continue;
            }

            if (run.Count > 0)
            {
                yield return run;
            }

            run = item.Kind == WatchItemKind.Bookmark ? (0, 0) : (item.Revision, 1);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }
}
