using CsCheck;
using Fairway.Kube;
using Fairway.Kube.Queues;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Queues;

public sealed class WorkQueueTests : IDisposable
{
    private readonly KubeFixture _kube = new();
    private readonly List<ObjectKey> _everything = [];
    private WorkQueue _queue;

    public WorkQueueTests() => _queue = new WorkQueue(WorkQueueOptions.Default, _kube.Time);

    public void Dispose()
    {
        _queue.Dispose();
        _kube.Dispose();
    }

    [Fact]
    public void A_key_added_twice_waits_once()
    {
        _queue.Add(Key(1));
        _queue.Add(Key(1));
        Assert.Equal(1, _queue.Depth);
        Assert.Equal(Key(1), Take());
        Assert.False(TakeLater().IsCompleted);
    }

    [Fact]
    public void Keys_come_in_the_order_in_which_they_were_added()
    {
        _queue.Add(Key(2));
        _queue.Add(Key(1));
        Assert.Equal([Key(2), Key(1)], [Take(), Take()]);
    }

    [Fact]
    public void A_key_rests_after_each_work_on_it_and_changes_of_that_time_are_one()
    {
        Replace(WorkQueueOptions.Default with { Rest = TimeSpan.FromMilliseconds(50) });
        _queue.Add(Key(1));
        Assert.Equal(Key(1), Take());
        _queue.Add(Key(1));
        _queue.Done(Key(1));
        _queue.Add(Key(1));
        var next = TakeLater();
        _kube.Loop.Do(() => _kube.Time.Advance(TimeSpan.FromMilliseconds(49)));
        Assert.False(next.IsCompleted);
        _kube.Loop.Do(() => _kube.Time.Advance(TimeSpan.FromMilliseconds(1)));
        Assert.Equal(Key(1), _kube.Loop.Run(() => next));
        Assert.False(TakeLater().IsCompleted);
    }

    [Fact]
    public void What_is_added_to_a_rested_key_waits_for_nothing_and_others_do_not_wait_for_one_that_rests()
    {
        Replace(WorkQueueOptions.Default with { Rest = TimeSpan.FromMilliseconds(50) });
        _queue.Add(Key(1));
        Take();
        _queue.Done(Key(1), _kube.Time.GetUtcNow() + TimeSpan.FromMilliseconds(10));
        _queue.Add(Key(2));
        Assert.Equal(Key(2), Take());
        _queue.Done(Key(2));
        _kube.Loop.Do(() => _kube.Time.Advance(TimeSpan.FromMilliseconds(50)));
        Assert.Equal(Key(1), Take());
        _queue.Add(Key(2));
        Assert.Equal(Key(2), Take());
    }

    [Fact]
    public void A_key_is_with_one_worker_at_a_time_and_comes_again_if_added_meanwhile()
    {
        _queue.Add(Key(1));
        Take();
        _queue.Add(Key(1));
        var next = TakeLater();
        Assert.False(next.IsCompleted);
        _queue.Done(Key(1));
        _kube.Loop.Drain();
        Assert.Equal(Key(1), _kube.Loop.Run(() => next));
    }

    [Fact]
    public void A_key_that_was_not_added_meanwhile_does_not_come_again()
    {
        _queue.Add(Key(1));
        Take();
        _queue.Done(Key(1));
        Assert.False(TakeLater().IsCompleted);
    }

    [Fact]
    public void A_delayed_key_comes_by_itself_at_its_time()
    {
        _queue.AddAt(Key(1), Now + TimeSpan.FromSeconds(10));
        var next = TakeLater();
        _kube.Pass(TimeSpan.FromSeconds(9.9));
        Assert.False(next.IsCompleted);
        _kube.Pass(TimeSpan.FromSeconds(0.1));
        Assert.Equal(Key(1), _kube.Loop.Run(() => next));
    }

    [Fact]
    public void Of_two_delays_of_a_key_the_earlier_counts()
    {
        _queue.AddAt(Key(1), Now + TimeSpan.FromSeconds(10));
        _queue.AddAt(Key(1), Now + TimeSpan.FromSeconds(1));
        _queue.AddAt(Key(1), Now + TimeSpan.FromSeconds(5));
        var next = TakeLater();
        _kube.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(Key(1), _kube.Loop.Run(() => next));
        Assert.Equal(0, _queue.DelayedCount);
    }

    [Fact]
    public void A_time_that_has_passed_is_now()
    {
        _queue.AddAt(Key(1), Now - TimeSpan.FromDays(1));
        Assert.Equal(Key(1), Take());
    }

    [Fact]
    public void A_delay_longer_than_any_timer_still_ends()
    {
        _queue.AddAt(Key(1), Now + TimeSpan.FromDays(100));
        var next = TakeLater();
        _kube.Loop.Do(() => _kube.Time.Advance(TimeSpan.FromDays(99)));
        Assert.False(next.IsCompleted);
        _kube.Loop.Do(() => _kube.Time.Advance(TimeSpan.FromDays(1)));
        Assert.Equal(Key(1), _kube.Loop.Run(() => next));
    }

    [Fact]
    public void A_key_taken_early_is_not_due_any_more()
    {
        _queue.AddAt(Key(1), Now + TimeSpan.FromSeconds(10));
        _queue.Add(Key(1));
        Take();
        _queue.Done(Key(1));
        var next = TakeLater();
        _kube.Pass(TimeSpan.FromSeconds(11));
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public void Done_can_ask_for_the_key_again()
    {
        _queue.Add(Key(1));
        Take();
        _queue.Done(Key(1), Now + TimeSpan.FromSeconds(3));
        var next = TakeLater();
        _kube.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(Key(1), _kube.Loop.Run(() => next));
    }

    [Fact]
    public void A_full_queue_refuses_and_finds_the_lost_keys_again_when_there_is_room()
    {
        Replace(new WorkQueueOptions { Capacity = 4 });
        _everything.AddRange(Enumerable.Range(0, 20).Select(Key));
        var kept = _everything.Count(key => _queue.Add(key));
        Assert.Equal(4, kept);
        Assert.Equal(_everything, WorkThrough().Order(Fairway.Kube.Objects.ObjectKeyComparer.Instance));
    }

    [Fact]
    public void A_full_queue_loses_no_delayed_key_for_good()
    {
        Replace(new WorkQueueOptions { Capacity = 2 });
        _everything.AddRange(Enumerable.Range(0, 5).Select(Key));
        for (var i = 0; i < 5; i++)
        {
            _queue.AddAt(Key(i), Now + TimeSpan.FromSeconds(10 + i));
        }

        Assert.Equal(2, _queue.DelayedCount);
        _kube.Pass(TimeSpan.FromSeconds(15));
        Assert.Equal(_everything, WorkThrough().Distinct().Order(Fairway.Kube.Objects.ObjectKeyComparer.Instance));
    }

    [Fact]
    public void Overflows_are_told()
    {
        var told = 0;
        _queue = new WorkQueue(new WorkQueueOptions { Capacity = 1 }, _kube.Time) { Overflowed = () => told++ };
        _queue.Add(Key(1));
        _queue.Add(Key(2));
        Assert.Equal(1, told);
    }

    [Fact]
    public void The_time_that_a_key_has_waited_is_told()
    {
        var told = TimeSpan.Zero;
        _queue = new WorkQueue(WorkQueueOptions.Default, _kube.Time) { Waited = waited => told = waited };
        _queue.Add(Key(1));
        _kube.Pass(TimeSpan.FromSeconds(2));
        Take();
        Assert.Equal(TimeSpan.FromSeconds(2), told);
    }

    [Fact]
    public void Shutting_down_hands_out_nothing_more()
    {
        var waiting = TakeLater();
        _queue.ShutDown();
        _kube.Loop.Drain();
        Assert.Null(waiting.Result);
        Assert.False(_queue.Add(Key(1)));
        Assert.Null(Take());
    }

    [Fact]
    public void A_taker_who_gives_up_takes_no_key_with_him()
    {
        using var gone = new CancellationTokenSource();
        var first = _kube.Loop.Start(async () => await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _queue.TakeAsync(gone.Token)));
        _kube.Loop.Do(() => gone.Cancel());
        Assert.True(first.IsCompleted);
        _queue.Add(Key(1));
        Assert.Equal(Key(1), Take());
    }

    [Fact]
    public void No_key_is_lost_and_none_is_with_two_workers_whatever_happens() =>
        Gen.Select(Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4]).Array[1, 60], Gen.Bool).Sample((steps, rests) =>
        {
            using var kube = new KubeFixture();
            using var queue = new WorkQueue(
                WorkQueueOptions.Default with { Rest = TimeSpan.FromMilliseconds(rests ? 50 : 0) }, kube.Time);
            var owed = new HashSet<ObjectKey>();
            var held = new HashSet<ObjectKey>();
            foreach (var (key, act) in steps)
            {
                Step(queue, kube, (Key(key), act), owed, held);
            }

            kube.Pass(TimeSpan.FromSeconds(2));
            foreach (var key in held)
            {
                queue.Done(key);
            }

            kube.Pass(TimeSpan.FromSeconds(1));
            while (queue.Depth > 0)
            {
                owed.Remove(queue.TakeAsync(TestContext.Current.CancellationToken).Result!.Value);
            }

            Assert.Empty(owed);
        });

    private static void Step(
        WorkQueue queue, KubeFixture kube, (
            ObjectKey Key, int Act) step, HashSet<ObjectKey> owed, HashSet<ObjectKey> held)
    {
        switch (step.Act)
        {
            case 0:
                queue.Add(step.Key);
                owed.Add(step.Key);
                break;
            case 1:
                queue.AddAt(step.Key, kube.Time.GetUtcNow() + TimeSpan.FromSeconds(1));
                owed.Add(step.Key);
                break;
            case 2 when queue.Depth > 0:
                var taken = queue.TakeAsync(TestContext.Current.CancellationToken).Result!.Value;
                Assert.True(held.Add(taken), "A key was with two workers.");
                owed.Remove(taken);
                break;
            case 3 when held.Remove(step.Key):
                queue.Done(step.Key);
                break;
            case 4:
                kube.Pass(TimeSpan.FromMilliseconds(20));
                break;
        }
    }

    private DateTimeOffset Now => _kube.Time.GetUtcNow();

    private static ObjectKey Key(int number) => new("default", $"k{number:D2}");

    private void Replace(WorkQueueOptions options)
    {
        _queue.Dispose();
        _queue = new WorkQueue(options, _kube.Time, () => _everything);
    }

    private List<ObjectKey> WorkThrough()
    {
        var done = new List<ObjectKey>();
        while (_queue.Depth > 0)
        {
            done.Add(Take()!.Value);
            _queue.Done(done[^1]);
        }

        return done.Distinct().ToList();
    }

    private ObjectKey? Take() => _kube.Loop.Run(() => _queue.TakeAsync(_kube.Stop));

    private Task<ObjectKey?> TakeLater()
    {
        var task = Task.FromResult<ObjectKey?>(null);
        _kube.Loop.Do(() => task = _queue.TakeAsync(_kube.Stop));
        return task;
    }
}
