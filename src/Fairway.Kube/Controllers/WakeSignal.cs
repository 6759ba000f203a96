using System.Collections.Immutable;

namespace Fairway.Kube.Controllers;

/// <summary>Wakes keys of a controller for something that no cache of its shows: an event of another cluster, say. What
/// is signalled before the controller runs is lost, and need not be kept: it looks at every key when it
/// starts.</summary>
public sealed class WakeSignal
{
    private readonly Lock _lock = new();
    private ImmutableArray<Action<ObjectKey>> _listeners = [];

    /// <summary>Has a key looked at.</summary>
    public void Wake(ObjectKey key)
    {
        ImmutableArray<Action<ObjectKey>> listeners;
        lock (_lock)
        {
            listeners = _listeners;
        }

        foreach (var listener in listeners)
        {
            listener(key);
        }
    }

    internal IDisposable Listen(Action<ObjectKey> wake)
    {
        lock (_lock)
        {
            _listeners = _listeners.Add(wake);
        }

        return new Listening(() =>
        {
            lock (_lock)
            {
                _listeners = _listeners.Remove(wake);
            }
        });
    }

    private sealed class Listening(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
