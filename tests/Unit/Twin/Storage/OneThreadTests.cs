using System.Collections.Concurrent;
using Fairway.Twin.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Fairway.Tests.Twin.Storage.Sample;

namespace Fairway.Tests.Twin.Storage;

/// <summary>Under a synchronization context everything stays on its one thread, and has one order.</summary>
public sealed class OneThreadTests
{
    [Fact]
    public void Waiters_are_woken_on_the_context_in_the_order_in_which_they_came()
    {
        var said = new List<string>();
        var foreign = Loop.Run(async () =>
        {
            var time = new FakeTimeProvider();
            var store = new ClusterStore(Options() with { Time = time });
            using var cancel = new CancellationTokenSource();
            var readers = Enumerable.Range(0, 3).Select(i => ReadAsync(store, $"reader {i}", said, default));
            var all = readers.Append(ReadAsync(store, "cancelled", said, cancel.Token)).ToArray();
            var late = WaitAsync(store, said);

            cancel.Cancel();
            await store.CommitAsync(Create("a"), CancellationToken.None);
            said.Add("committed");
            time.Advance(TimeSpan.FromSeconds(3));
            await late;
            foreach (var one in all)
            {
                await one;
            }
        });

        Assert.Equal(0, foreign);
        Assert.Equal(
            ["committed", "cancelled gave up", "reader 0 saw 1", "reader 1 saw 1", "reader 2 saw 1", "too late"],
            said);
    }

    private static async Task ReadAsync(ClusterStore store, string name, List<string> said, CancellationToken cancel)
    {
        try
        {
            await store.Events(Pods).WaitAsync(1, cancel);
            store.Events(Pods).TryRead(1, out var batch);
            said.Add($"{name} saw {batch.Events.Length}");
        }
        catch (OperationCanceledException)
        {
            said.Add($"{name} gave up");
        }
    }

    private static async Task WaitAsync(ClusterStore store, List<string> said)
    {
        if (!await store.WaitForRevisionAsync(9, TimeSpan.FromSeconds(3), CancellationToken.None))
        {
            said.Add("too late");
        }
    }

    /// <summary>Runs everything on the calling thread.</summary>
    private sealed class Loop : SynchronizationContext
    {
        private readonly BlockingCollection<(SendOrPostCallback Do, object? State)> ready = [];
        private readonly int thread = Environment.CurrentManagedThreadId;
        private int foreign;

        /// <summary>Runs until the task is complete; returns how many posts came from other threads.</summary>
        public static int Run(Func<Task> main)
        {
            var before = Current;
            var loop = new Loop();
            SetSynchronizationContext(loop);
            try
            {
                var task = main();
                while (!task.IsCompleted)
                {
                    var (todo, state) = loop.ready.Take();
                    todo(state);
                }

                task.GetAwaiter().GetResult();
                return loop.foreign;
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }

        public override void Post(SendOrPostCallback d, object? state)
        {
            if (Environment.CurrentManagedThreadId != thread)
            {
                Interlocked.Increment(ref foreign);
            }

            ready.Add((d, state));
        }
    }
}
