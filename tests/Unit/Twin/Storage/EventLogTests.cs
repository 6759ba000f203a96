using Fairway.Twin.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Fairway.Tests.Twin.Storage.Sample;

namespace Fairway.Tests.Twin.Storage;

public sealed class EventLogTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_reader_waits_for_events_of_its_own_resource()
    {
        var store = new ClusterStore(Options());
        var wait = store.Events(Pods).WaitAsync(1, None);

        await store.CommitAsync(Create("n", resource: "nodes"), None);
        Assert.False(wait.IsCompleted);
        await store.CommitAsync(Create("p"), None);
        await wait;

        Assert.True(store.Events(Pods).TryRead(1, out var batch));
        Assert.Equal((1, 3L), (batch.Events.Length, batch.Revision));
    }

    [Fact]
    public async Task A_quiet_log_tells_the_revision_of_the_cluster_for_bookmarks()
    {
        var store = new ClusterStore(Options());
        await store.CommitAsync(Create("n", resource: "nodes"), None);

        Assert.False(store.Events(Pods).TryRead(1, out var batch));
        Assert.Equal(2, batch.Revision);
        Assert.Equal(2, store.Events(Pods).Revision);
    }

    [Fact]
    public async Task A_wait_for_what_has_happened_is_over_at_once()
    {
        var store = new ClusterStore(Options());
        await store.CommitAsync(Create("p"), None);

        Assert.True(store.Events(Pods).WaitAsync(1, None).IsCompletedSuccessfully);
        Assert.False(store.Events(Pods).WaitAsync(2, None).IsCompleted);
    }

    [Fact]
    public async Task An_alarm_ends_the_wait_that_is_under_way_and_the_next_and_not_one_that_has_events()
    {
        var store = new ClusterStore(Options());
        var time = new FakeTimeProvider();
        using var alarm = new WaitAlarm(TimeSpan.FromMinutes(1), time);
        var first = store.Events(Pods).WaitAsync(1, alarm, None);
        await store.CommitAsync(Create("p"), None);
        Assert.True(await first);

        var second = store.Events(Pods).WaitAsync(2, alarm, None);
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(await second);
        Assert.False(await store.Events(Pods).WaitAsync(2, alarm, None));
        Assert.True(await store.Events(Pods).WaitAsync(1, alarm, None));
    }

    [Fact]
    public async Task Cancelling_one_wait_leaves_the_others()
    {
        var store = new ClusterStore(Options());
        using var cancel = new CancellationTokenSource();
        var cancelled = store.Events(Pods).WaitAsync(1, cancel.Token);
        var other = store.Events(Pods).WaitAsync(1, None);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(other.IsCompleted);
        await store.CommitAsync(Create("p"), None);
        await other;
    }

    [Fact]
    public async Task No_more_than_the_ceiling_is_kept()
    {
        var store = new ClusterStore(Options() with { EventFloor = 5, EventCeiling = 10 });
        for (var i = 0; i < 25; i++)
        {
            await store.CommitAsync(Create($"p-{i}"), None);
        }

        Assert.Equal(16, store.Events(Pods).Compacted);
        Assert.True(store.Events(Pods).TryRead(16, out var batch));
        Assert.Equal(10, batch.Events.Length);
        Assert.Throws<CompactedException>(() => store.Events(Pods).TryRead(15, out _));
        Assert.Equal(15, store.ViewAt(Pods, 16).Count);
    }

    [Fact]
    public async Task Old_events_are_forgotten_down_to_the_floor()
    {
        var time = new FakeTimeProvider();
        var store = new ClusterStore(Options() with { Time = time, EventFloor = 3 });
        for (var i = 0; i < 10; i++)
        {
            await store.CommitAsync(Create($"old-{i}"), None);
        }

        time.Advance(TimeSpan.FromSeconds(74));
        await store.CommitAsync(Create("middle"), None);
        Assert.Equal(1, store.Events(Pods).Compacted);

        time.Advance(TimeSpan.FromSeconds(2));
        await store.CommitAsync(Create("new"), None);
        Assert.Equal(10, store.Events(Pods).Compacted);

        time.Advance(TimeSpan.FromSeconds(75));
        await store.CommitAsync(Create("newest"), None);
        Assert.Equal(11, store.Events(Pods).Compacted);
        Assert.True(store.Events(Pods).TryRead(11, out var batch));
        Assert.Equal(3, batch.Events.Length);
    }

    [Fact]
    public async Task Old_events_are_forgotten_where_nothing_happens_any_more()
    {
        var time = new FakeTimeProvider();
        var store = new ClusterStore(Options() with { Time = time, EventFloor = 1 });
        for (var i = 0; i < 10; i++)
        {
            await store.CommitAsync(Create($"p-{i}"), None);
        }

        time.Advance(TimeSpan.FromSeconds(75));
        await store.CommitAsync(Create("n-1", resource: "nodes"), None);
        await store.CommitAsync(Create("n-2", resource: "nodes"), None);

        Assert.Equal(10, store.Events(Pods).Compacted);
        Assert.Equal(1, store.Events("nodes").Compacted);
    }

    [Fact]
    public async Task Old_events_of_an_idle_cluster_are_forgotten_when_somebody_asks()
    {
        var time = new FakeTimeProvider();
        var store = new ClusterStore(Options() with { Time = time, EventFloor = 1 });
        for (var i = 0; i < 10; i++)
        {
            await store.CommitAsync(Create($"p-{i}"), None);
        }

        time.Advance(TimeSpan.FromSeconds(74));
        store.ForgetOld();
        Assert.Equal(1, store.Events(Pods).Compacted);
        time.Advance(TimeSpan.FromSeconds(1));
        store.ForgetOld();
        Assert.Equal(10, store.Events(Pods).Compacted);
        Assert.Equal(11, store.Revision);
    }

    [Fact]
    public async Task Old_states_of_large_objects_are_forgotten_then_though_few_events_would_stay()
    {
        var time = new FakeTimeProvider();
        var store = new ClusterStore(Options() with { Time = time });
        await store.CommitAsync(Create("large", new string('x', 20_000)), None);
        await store.CommitAsync(Create("small"), None);
        await store.CommitAsync(Create("other", resource: "nodes"), None);

        time.Advance(TimeSpan.FromSeconds(74));
        store.ForgetOld();
        Assert.Equal(1, store.Events(Pods).Compacted);
        time.Advance(TimeSpan.FromSeconds(1));
        store.ForgetOld();

        Assert.Equal(2, store.Events(Pods).Compacted);
        Assert.True(store.Events(Pods).TryRead(2, out var left));
        Assert.Equal(["small"], left.Events.ToArray().Select(static e => e.Object.Key.Name));
        Assert.Equal(1, store.Events("nodes").Compacted);
        Assert.Equal(2, store.View(Pods).Count);
    }

    [Fact]
    public async Task A_batch_that_was_read_outlives_its_compaction()
    {
        var store = new ClusterStore(Options() with { EventFloor = 1, EventCeiling = 2 });
        await store.CommitAsync(Create("a"), None);
        await store.CommitAsync(Create("b"), None);
        store.Events(Pods).TryRead(1, out var batch);

        for (var i = 0; i < 50; i++)
        {
            await store.CommitAsync(Create($"later-{i}"), None);
        }

        Assert.Equal(["a", "b"], batch.Events.ToArray().Select(static e => e.Object.Key.Name));
    }

    [Fact]
    public async Task Waiting_for_a_revision_ends_when_it_is_reached_or_the_time_is_over()
    {
        var time = new FakeTimeProvider();
        var store = new ClusterStore(Options() with { Time = time });
        var reached = store.WaitForRevisionAsync(3, TimeSpan.FromSeconds(3), None);
        var late = store.WaitForRevisionAsync(9, TimeSpan.FromSeconds(3), None);

        await store.CommitAsync(Create("a"), None);
        Assert.False(reached.IsCompleted);
        await store.CommitAsync(Create("b"), None);
        Assert.True(await reached);

        time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(late.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(await late);
        Assert.True(await store.WaitForRevisionAsync(3, TimeSpan.Zero, None));
    }

    [Fact]
    public async Task Waiting_for_a_revision_can_be_cancelled()
    {
        var store = new ClusterStore(Options());
        using var cancel = new CancellationTokenSource();
        var wait = store.WaitForRevisionAsync(9, TimeSpan.FromSeconds(3), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }
}
