using System.Runtime.ExceptionServices;
using Fairway.Twin.Timing;
using Xunit;

namespace Fairway.Tests.Kube.Fakes;

/// <summary>
/// One thread's loop: work runs when the test says so, in order, until nothing is ready. A post from another thread
/// fails the test: simulated code must not leave the loop.
/// </summary>
internal sealed class TestLoop
{
    private readonly SimulationLoop loop = SimulationLoop.InOrder();
    private readonly List<Task> _started = [];

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
        loop.Drain();
        if (_started.Find(task => task.IsFaulted) is { } broken)
        {
            _started.Remove(broken);
            ExceptionDispatchInfo.Throw(broken.Exception!.InnerException!);
        }
    }

    /// <summary>Does something after all that is ready.</summary>
    public void Post(Action action) => loop.Post(static state => ((Action)state!)(), action);

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
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(loop);
        try
        {
            return work();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }
}
