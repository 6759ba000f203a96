using Fairway.Twin.Storage;
using Xunit;
using static Fairway.Tests.Twin.Storage.Sample;

namespace Fairway.Tests.Twin.Storage;

/// <summary>A store with a journal: decided at once, seen and acknowledged when durable.</summary>
public sealed class GroupCommitTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Nothing_is_seen_or_acknowledged_before_it_is_durable()
    {
        var journal = new HeldJournal();
        await using var store = new ClusterStore(Options(journal));
        var log = store.Events(Pods);

        var commit = store.CommitAsync(Create("a"), None);
        await journal.ArriveAsync();

        Assert.False(commit.IsCompleted);
        Assert.Equal(2, store.Head(Pods, Key("a"))!.Revision);
        Assert.Null(store.Find(Pods, Key("a")));
        Assert.Empty(store.View(Pods));
        Assert.Equal(1, store.Revision);
        Assert.False(log.TryRead(1, out _));

        journal.LetGo();
        await commit;

        Assert.Equal(2, store.Find(Pods, Key("a"))!.Revision);
        Assert.Equal(2, store.View(Pods).Revision);
        Assert.True(log.TryRead(1, out _));
    }

    [Fact]
    public async Task What_comes_while_a_group_is_written_makes_the_next_group()
    {
        var journal = new HeldJournal();
        await using var store = new ClusterStore(Options(journal));

        var first = store.CommitAsync(Create("a"), None);
        await journal.ArriveAsync();
        var others = Enumerable.Range(0, 9).Select(i => store.CommitAsync(Create($"b-{i}"), None)).ToArray();
        journal.LetGo(2);
        await first;
        await Task.WhenAll(others);

        Assert.Equal([1, 9], journal.Groups.Select(static g => g.Count));
    }

    [Fact]
    public async Task An_answer_about_a_state_that_is_not_durable_waits_for_it()
    {
        var journal = new HeldJournal();
        await using var store = new ClusterStore(Options(journal));
        var create = store.CommitAsync(Create("a"), None);
        await journal.ArriveAsync();

        var exists = store.CommitAsync(Create("a"), None);
        var missing = store.CommitAsync(Replace("b", 5), None);
        var elsewhere = store.CommitAsync(Replace("b", 5, resource: "nodes"), None);

        Assert.False(exists.IsCompleted || missing.IsCompleted);
        Assert.True(elsewhere.IsCompleted, "nothing of this resource is on its way");
        journal.LetGo();
        Assert.Equal(CommitOutcome.Exists, (await exists).Outcome);
        Assert.Equal(CommitOutcome.Missing, (await missing).Outcome);
        Assert.True(create.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_write_that_cannot_be_stored_is_refused_with_all_that_was_built_on_it()
    {
        var journal = new HeldJournal();
        await using var store = new ClusterStore(Options(journal));
        var create = store.CommitAsync(Create("a"), None);
        await journal.ArriveAsync();
        var replace = store.CommitAsync(Replace("a", 2), None);
        var exists = store.CommitAsync(Create("a"), None);

        journal.Refuse();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => create);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => replace);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => exists);
        Assert.Null(store.Head(Pods, Key("a")));
        Assert.Equal(1, store.Revision);
        Assert.False(store.Events(Pods).TryRead(1, out _));
    }

    [Fact]
    public async Task A_store_that_could_not_write_heals_and_never_gives_a_revision_twice()
    {
        var journal = new HeldJournal();
        await using var store = new ClusterStore(Options(journal));
        var refused = store.CommitAsync(Create("a"), None);
        await journal.ArriveAsync();
        journal.Refuse();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => refused);

        journal.LetGo();
        var healed = await store.CommitAsync(Create("a"), None);

        Assert.Equal((CommitOutcome.Committed, 3L), (healed.Outcome, healed.Object!.Revision));
        Assert.Equal(3, store.Revision);
    }

    [Fact]
    public async Task Closing_finishes_what_was_decided_and_refuses_what_comes_later()
    {
        var journal = new HeldJournal();
        var store = new ClusterStore(Options(journal));
        var watch = store.Events("nodes").WaitAsync(1, None);
        var revision = store.WaitForRevisionAsync(100, TimeSpan.FromHours(1), None);
        var commit = store.CommitAsync(Create("a"), None);
        await journal.ArriveAsync();

        var closing = store.DisposeAsync().AsTask();
        var late = store.CommitAsync(Create("b"), None);
        Assert.False(closing.IsCompleted);
        journal.LetGo();
        await closing;

        Assert.Equal(CommitOutcome.Committed, (await commit).Outcome);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => late);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => revision);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Events("nodes").WaitAsync(2, None));
        Assert.True(journal.IsDisposed);
    }

    [Fact]
    public async Task A_write_is_cancelled_before_it_is_decided_or_not_at_all()
    {
        var journal = new HeldJournal();
        await using var store = new ClusterStore(Options(journal));
        using var cancel = new CancellationTokenSource();
        var decided = store.CommitAsync(Create("a"), cancel.Token);
        await journal.ArriveAsync();

        await cancel.CancelAsync();
        journal.LetGo();

        Assert.Equal(CommitOutcome.Committed, (await decided).Outcome);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.CommitAsync(Create("b"), cancel.Token));
        Assert.Null(store.Head(Pods, Key("b")));
    }
}
