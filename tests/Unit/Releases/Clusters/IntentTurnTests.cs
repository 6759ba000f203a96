using Fairway.Releases.Clusters;
using Xunit;

namespace Fairway.Tests.Releases.Clusters;

public sealed class IntentTurnTests
{
    private static readonly IReadOnlyList<ClusterAct> Intends = [new ClusterAct.RecordIntent("it begins")];

    [Fact]
    public async Task Who_records_an_intent_waits_until_the_one_before_has_shown_its_own()
    {
        var turns = new IntentTurn();
        using var first = turns.Of();
        using var second = turns.Of();
        await first.TakeAsync(Intends);
        var waits = second.TakeAsync(Intends);
        Assert.False(waits.IsCompleted);

        first.Dispose();
        await waits;
    }

    [Fact]
    public async Task Who_records_none_does_not_wait()
    {
        var turns = new IntentTurn();
        using var first = turns.Of();
        using var other = turns.Of();
        await first.TakeAsync(Intends);

        Assert.True(other.TakeAsync([]).IsCompletedSuccessfully);
    }
}
