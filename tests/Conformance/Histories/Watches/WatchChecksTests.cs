using Xunit;

namespace Fairway.Conformance.Histories.Watches;

/// <summary>Each check passes a faultless stream, and cries out where its own promise is broken on purpose.</summary>
public sealed class WatchChecksTests
{
    /// <summary>Revision 4 is one transaction over two objects.</summary>
    private static readonly WatchItem[] Faultless =
    [
        new(WatchItemKind.Added, 2, "a", "1"),
        new(WatchItemKind.Modified, 3, "a", "2"),
        new(WatchItemKind.Added, 4, "b", "3"),
        new(WatchItemKind.Added, 4, "c", "4"),
        new(WatchItemKind.Bookmark, 5, "", null),
        new(WatchItemKind.Deleted, 6, "a", null),
        new(WatchItemKind.Added, 7, "a", "5"),
    ];

    private static readonly WatchItem[] Written = [.. Faultless.Where(item => item.Kind != WatchItemKind.Bookmark)];

    [Fact]
    public void Faultless_streams_pass_from_whatever_revision_they_start() =>
        Assert.Empty(
            WatchChecks.All(
                [
                    .. Enumerable
                        .Range(1, 7)
                        .Select(after => Stream(after, [.. Faultless.Where(item => item.Revision > after)])),
                ],
                Written
            )
        );

    [Fact]
    public void The_initial_state_is_no_change()
    {
        WatchItem[] initial =
        [
            new(WatchItemKind.Added, 4, "c", "4"),
            new(WatchItemKind.Added, 3, "a", "2"),
            .. Faultless[4..],
        ];
        Assert.Empty(WatchChecks.All([Stream(4, initial) with { Initial = 2 }], Written));
    }

    [Theory]
    [InlineData("not ordered")]
    [InlineData("not unique")]
    [InlineData("not bookmarkable")]
    [InlineData("not consequent")]
    [InlineData("not reliable")]
    [InlineData("not atomic")]
    [InlineData("not agreeing")]
    public void A_broken_promise_is_named(string promise)
    {
        var found = WatchChecks.All([Stream(1, Faultless), Stream(1, Broken(promise))], Written);
        Assert.Contains(found, sentence => sentence.Contains(promise, StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_that_no_client_was_told_of_is_missed_where_another_stream_has_it() =>
        Assert.Contains(
            WatchChecks.All([Stream(1, Faultless), Stream(1, Faultless[..^1]) with { SawTo = 7 }], []),
            sentence => sentence.Contains("not reliable", StringComparison.Ordinal)
        );

    private static WatchItem[] Broken(string promise) =>
        promise switch
        {
            "not ordered" => [Faultless[1], Faultless[0], .. Faultless[2..]],
            "not unique" => [.. Faultless[..2], .. Faultless[1..]],
            "not bookmarkable" => [.. Faultless[..2], Faultless[4], .. Faultless[2..4], .. Faultless[5..]],
            "not consequent" => [.. Faultless[..5], .. Faultless[6..]],
            "not reliable" => [.. Faultless[..1], .. Faultless[2..]],
            "not atomic" => [.. Faultless[..3], .. Faultless[4..]],
            _ => [Faultless[0] with { Value = "other" }, .. Faultless[1..]],
        };

    private static WatchStream Stream(long after, IReadOnlyList<WatchItem> items) =>
        new($"after {after}", after, items, 7);
}
