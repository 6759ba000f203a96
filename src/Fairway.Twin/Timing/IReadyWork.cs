using System.Diagnostics.CodeAnalysis;

namespace Fairway.Twin.Timing;

/// <summary>What is ready to run on a loop.</summary>
internal interface IReadyWork
{
    void Add(SendOrPostCallback call, object? state);

    /// <summary>What runs next; false where nothing is ready.</summary>
    bool TryTake([NotNullWhen(true)] out SendOrPostCallback? call, out object? state);
}

/// <summary>In any order: chance picks.</summary>
internal sealed class DrawnWork(Random chance) : IReadyWork
{
    private readonly List<(SendOrPostCallback Call, object? State)> ready = [];

    public void Add(SendOrPostCallback call, object? state) => ready.Add((call, state));

    public bool TryTake([NotNullWhen(true)] out SendOrPostCallback? call, out object? state)
    {
        if (ready.Count == 0)
        {
            (call, state) = (null, null);
            return false;
        }

        var pick = chance.Next(ready.Count);
        (call, state) = ready[pick];
        ready[pick] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        return true;
    }
}

/// <summary>In the order in which it came.</summary>
internal sealed class QueuedWork : IReadyWork
{
    private readonly Queue<(SendOrPostCallback Call, object? State)> ready = new();

    public void Add(SendOrPostCallback call, object? state) => ready.Enqueue((call, state));

    public bool TryTake([NotNullWhen(true)] out SendOrPostCallback? call, out object? state)
    {
        var found = ready.TryDequeue(out var next);
        (call, state) = next;
        return found;
    }
}
