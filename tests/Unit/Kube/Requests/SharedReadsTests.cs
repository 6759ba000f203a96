using Fairway.Kube.Requests;
using Xunit;

namespace Fairway.Tests.Kube.Requests;

public sealed class SharedReadsTests : IDisposable
{
    private readonly List<TaskCompletionSource<int>> reads = [];
    private readonly SemaphoreSlim begun = new(0);

    public void Dispose() => begun.Dispose();

    [Fact]
    public async Task Who_asks_while_none_may_begin_shares_the_next()
    {
        var shared = Reads(1);
        var first = shared.ReadAsync("a", Cancel);
        await begun.WaitAsync(Cancel);
        var late = Enumerable.Range(0, 5).Select(_ => shared.ReadAsync("a", Cancel)).ToList();
        reads[0].SetResult(1);
        Assert.Equal(1, await first);
        await begun.WaitAsync(Cancel);
        Assert.All(late, one => Assert.False(one.IsCompleted));
        reads[1].SetResult(2);
        var told = await Task.WhenAll(late);
        Assert.All(told, one => Assert.Equal(2, one));
        Assert.Equal(2, reads.Count);
    }

    [Fact]
    public async Task A_read_that_began_before_one_asked_is_never_the_answer()
    {
        var shared = Reads(2);
        var first = shared.ReadAsync("a", Cancel);
        await begun.WaitAsync(Cancel);
        var second = shared.ReadAsync("a", Cancel);
        await begun.WaitAsync(Cancel);
        var third = shared.ReadAsync("a", Cancel);
        reads[1].SetResult(2);
        Assert.Equal(2, await second);
        await begun.WaitAsync(Cancel);
        reads[2].SetResult(3);
        Assert.Equal(3, await third);
        Assert.False(first.IsCompleted);
        reads[0].SetResult(1);
        Assert.Equal(1, await first);
    }

    [Fact]
    public async Task Other_keys_do_not_wait()
    {
        var shared = Reads(1);
        var one = shared.ReadAsync("a", Cancel);
        await begun.WaitAsync(Cancel);
        var other = shared.ReadAsync("b", Cancel);
        await begun.WaitAsync(Cancel);
        reads[1].SetResult(2);
        Assert.Equal(2, await other);
        reads[0].SetResult(1);
        Assert.Equal(1, await one);
    }

    [Fact]
    public async Task A_failure_is_told_to_all_who_shared_it_and_to_nobody_after_it()
    {
        var shared = Reads(1);
        var failed = shared.ReadAsync("a", Cancel);
        await begun.WaitAsync(Cancel);
        var next = shared.ReadAsync("a", Cancel);
        reads[0].SetException(new InvalidOperationException("broken off"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => failed);
        await begun.WaitAsync(Cancel);
        reads[1].SetResult(2);
        Assert.Equal(2, await next);
    }

    [Fact]
    public async Task Who_does_not_want_to_wait_any_more_takes_nothing_from_the_others()
    {
        var shared = Reads(1);
        using var end = new CancellationTokenSource();
        var first = shared.ReadAsync("a", Cancel);
        await begun.WaitAsync(Cancel);
        var impatient = shared.ReadAsync("a", end.Token);
        var patient = shared.ReadAsync("a", Cancel);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        reads[0].SetResult(1);
        Assert.Equal(1, await first);
        await begun.WaitAsync(Cancel);
        reads[1].SetResult(2);
        Assert.Equal(2, await patient);
    }

    [Fact]
    public async Task Nothing_is_remembered_of_what_nobody_reads()
    {
        var shared = new SharedReads<int, int>(Task.FromResult, 2);
        var found = await Task.WhenAll(Enumerable.Range(0, 50).Select(key => shared.ReadAsync(key, Cancel)));
        Assert.Equal(Enumerable.Range(0, 50), found);
        while (shared.Count > 0)
        {
            await Task.Delay(1, Cancel);
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SharedReads<string, int> Reads(int most) => new(
        _ =>
        {
            var read = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            reads.Add(read);
            begun.Release();
            return read.Task;
        },
        most);
}
