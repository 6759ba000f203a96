using Fairway.Cli.Fleets;
using Fairway.Twin.Timing;
using Xunit;

namespace Fairway.Tests.Twin.Timing;

public sealed class SimulationLoopTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(10);

    [Fact]
    public void A_week_of_waiting_takes_no_time_and_ends_at_its_moment()
    {
        var loop = new SimulationLoop(new SimulationSeed(1));
        loop.Run(() => Task.Delay(TimeSpan.FromDays(7), loop.Time), Longest);
        Assert.Equal(TimeSpan.FromDays(7), loop.Time.Elapsed);
    }

    [Fact]
    public void The_seed_picks_the_order_and_picks_it_again()
    {
        Assert.Equal(OrderOf(1), OrderOf(1));
        Assert.NotEqual(OrderOf(1), OrderOf(2));
    }

    [Fact]
    public void Without_a_seed_what_came_first_runs_first() =>
        Assert.Equal(Enumerable.Range(0, 20), Order(SimulationLoop.InOrder()));

    [Fact]
    public void Work_that_nothing_can_end_fails_the_run()
    {
        var loop = new SimulationLoop(default);
        var failure = Assert.Throws<SimulationException>(
            () => loop.Run(() => new TaskCompletionSource().Task, Longest));
        Assert.Contains("does not end", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_that_takes_longer_than_allowed_fails_the_run()
    {
        var loop = new SimulationLoop(default);
        Assert.Throws<SimulationException>(() => loop.Run(
            async () =>
            {
                while (true)
                {
                    await Task.Delay(TimeSpan.FromDays(1), loop.Time);
                }
            },
            Longest));
    }

    [Fact]
    public void What_the_work_throws_is_thrown() => Assert.Throws<InvalidDataException>(
        () => new SimulationLoop(default).Run(() => throw new InvalidDataException(), Longest));

    [Fact]
    public void A_failure_that_is_told_ends_the_run()
    {
        var loop = new SimulationLoop(default);
        var failure = Assert.Throws<SimulationException>(() => loop.Run(
            async () =>
            {
                loop.Fail("seen");
                await Task.Yield();
            },
            Longest));
        Assert.Equal("seen", failure.Message);
    }

    [Fact]
    public void A_post_from_another_thread_fails_the_run()
    {
        var loop = new SimulationLoop(default);
        var other = new Thread(() => loop.Post(_ => { }, null));
        other.Start();
        other.Join();
        var failure = Assert.Throws<SimulationException>(loop.Drain);
        Assert.StartsWith("another thread posts", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocking_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => new SimulationLoop(default).Send(_ => { }, null));

    [Fact]
    public void The_walls_clock_jumps_and_timers_do_not()
    {
        var loop = new SimulationLoop(default);
        var began = loop.Time.GetUtcNow();
        loop.Run(
            async () =>
            {
                var waiting = Task.Delay(TimeSpan.FromMinutes(1), loop.Time);
                loop.Time.JumpWall(TimeSpan.FromHours(3));
                await waiting;
            },
            Longest);

        Assert.Equal(TimeSpan.FromMinutes(1), loop.Time.Elapsed);
        Assert.Equal(TimeSpan.FromMinutes(181), loop.Time.GetUtcNow() - began);
        loop.Time.JumpWall(TimeSpan.FromHours(-4));
        Assert.Equal(TimeSpan.FromMinutes(-59), loop.Time.GetUtcNow() - began);
    }

    [Fact]
    public void A_timer_that_is_changed_or_disposed_of_does_not_fire_at_its_old_time()
    {
        var loop = new SimulationLoop(default);
        var fired = new List<TimeSpan>();
        using var moved = loop.Time.CreateTimer(
            _ => fired.Add(loop.Time.Elapsed), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        var gone = loop.Time.CreateTimer(
            _ => fired.Add(loop.Time.Elapsed), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
        moved.Change(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        gone.Dispose();
        loop.Run(() => Task.Delay(TimeSpan.FromSeconds(12), loop.Time), Longest);
        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)], fired);
    }

    [Theory]
    [InlineData("17", 17)]
    [InlineData("-3", -3)]
    [InlineData("4294967295", -1)]
    public void A_number_is_itself_as_a_seed(string text, int seed) =>
        Assert.Equal(seed, SimulationSeed.Of(text).Value);

    [Fact]
    public void Any_text_is_a_seed()
    {
        const string Commit = "bad723d1c0ffee";
        Assert.Equal(SimulationSeed.Of(Commit), SimulationSeed.Of(Commit));
        Assert.NotEqual(SimulationSeed.Of(Commit), SimulationSeed.Of("bad723d1c0ffef"));
        Assert.Equal(SimulationSeed.Of(Commit), SimulationSeed.Of($"{SimulationSeed.Of(Commit)}"));
    }

    private static List<int> OrderOf(int seed) => Order(new SimulationLoop(new SimulationSeed(seed)));

    private static List<int> Order(SimulationLoop loop)
    {
        var order = new List<int>();
        for (var item = 0; item < 20; item++)
        {
            loop.Post(state => order.Add((int)state!), item);
        }

        loop.Drain();
        return order;
    }

    [Fact]
    public void An_open_loop_lets_other_threads_in_and_wakes_for_them()
    {
        var loop = new SimulationLoop(default);
        var seen = new TaskCompletionSource<int>();
        var other = new Thread(() => loop.Post(_ => seen.SetResult(Environment.CurrentManagedThreadId), null));
        var here = 0;
        loop.RunOpen(
            async () =>
            {
                other.Start();
                here = await seen.Task;
            },
            new FleetPace(TimeProvider.System));
        Assert.Equal(Environment.CurrentManagedThreadId, here);
    }

    [Fact]
    public void At_a_pace_time_goes_as_far_as_it_says_and_no_further_than_the_next_timer()
    {
        var loop = new SimulationLoop(default);
        var due = TimeSpan.Zero;
        loop.RunOpen(
            async () =>
            {
                await Task.Delay(TimeSpan.FromSeconds(5), loop.Time);
                due = loop.Time.Elapsed;
            },
            new Strides(TimeSpan.FromSeconds(2)));
        Assert.Equal(TimeSpan.FromSeconds(5), due);
    }

    /// <summary>So much at a time.</summary>
    private sealed class Strides(TimeSpan stride) : ILoopPace
    {
        public TimeSpan Pass(TimeSpan? untilNext) => stride;

        public void Wake()
        {
        }
    }
}
