using Xunit;

namespace Fairway.Conformance.Persistence;

public sealed class KeyRecordTests
{
    private static readonly KeyRecord Acknowledged = new("a", 5, false, null);
    private static readonly KeyRecord Deleting = new("a", 5, true, null);
    private static readonly KeyRecord Updating = new("a", 5, true, "b");

    [Fact]
    public void What_was_acknowledged_must_be_there_as_it_was()
    {
        Assert.Null(Acknowledged.Judge("a", 5));
        Assert.NotNull(Acknowledged.Judge("a", 4));
        Assert.NotNull(Acknowledged.Judge("b", 6));
        Assert.NotNull(Acknowledged.Judge(null, 0));
        Assert.NotNull(KeyRecord.Unwritten.Judge("a", 1));
    }

    [Fact]
    public void What_was_only_tried_may_be_there_or_not()
    {
        Assert.Null(Deleting.Judge("a", 5));
        Assert.Null(Deleting.Judge(null, 0));
        Assert.Null(Updating.Judge("a", 5));
        Assert.Null(Updating.Judge("b", 6));
        Assert.NotNull(Updating.Judge("b", 5));
        Assert.NotNull(Updating.Judge(null, 0));
    }

    [Fact]
    public void A_client_settles_on_what_it_found()
    {
        var client = new CrashClient("c", 1);
        var found = new Dictionary<string, (string Value, long Revision)> { ["c-0"] = ("stray", 3) };

        Assert.Single(client.Settle(found));
        Assert.Empty(client.Settle(found));
    }
}
