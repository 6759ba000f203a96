using System.Runtime.ExceptionServices;
using Xunit;

namespace Fairway.Tests.Kube.Fakes;

/// <summary>
/// One thread's loop: work runs when the test says so, in order, until nothing is ready. A post from another thread
/// fails the test: simulated code must not leave the loop.
/// </summary>
internal sealed class TestLoop : SynchronizationContext
{
    private const int MostSteps = 1_000_000;

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly List<Task> _started = [];
    private readonly List<string> _strays = [];

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            lock (_strays)
            {
                _strays.Add(Environment.StackTrace);
            }

            return;
        }

        _ready.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new InvalidOperationException("Blocking call.");

    /// <summary>Starts work, and runs everything until nothing is ready.</summary>
    public Task Start(Func<Task> work)
    {
        var task = Within(work);
        _started.Add(task);
        Drain();
        return task;
    }

    /// <summary>Runs work to its end; it must end without time passing.</summary>
    public T Run<T>(Func<Task<T>> work)
    {
        var task = Within(work);
        Drain();
        Assert.True(task.IsCompleted, "The work did not end: it waits for something that has not happened.");
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Runs work to its end; it must end without time passing.</summary>
    public void Run(Func<Task> work) => Run(async () =>
    {
        await work();
        return true;
    });

    /// <summary>Runs until nothing is ready, and throws what started work has thrown.</summary>
    public void Drain()
    {
        Within(() =>
        {
            for (var step = 0; _ready.TryDequeue(out var next); step++)
            {
                Assert.True(step < MostSteps, "The loop never comes to rest.");
                next.Callback(next.State);
            }

            return true;
        });
        Assert.True(_strays.Count == 0, $"A post from another thread:\n{_strays.FirstOrDefault()}");
        if (_started.Find(task => task.IsFaulted) is { } broken)
        {
            _started.Remove(broken);
            ExceptionDispatchInfo.Throw(broken.Exception!.InnerException!);
        }
    }

    /// <summary>Does something on the loop, then drains it.</summary>
    public void Do(Action action)
    {
        Within(() =>
        {
            action();
            return true;
        });
        Drain();
    }

    private T Within<T>(Func<T> work)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            return work();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }
}
