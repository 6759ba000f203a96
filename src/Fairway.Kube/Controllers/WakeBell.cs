using System.Collections.Immutable;

namespace Fairway.Kube.Controllers;

/// <summary>
/// Wakes keys of a controller when somebody rings: for what no cache of its own shows, such as an event of another
/// cluster, or a change of a cache that comes and goes. Who rings before the controller listens is not heard, and need
/// not be: it looks at every key when it begins.
/// </summary>
public sealed class WakeBell
{
    private readonly Lock _lock = new();
    private ImmutableArray<Action<ObjectKey>> _listeners = [];

    /// <summary>Wakes a key.</summary>
    public void Ring(ObjectKey key)
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

    internal IDisposable Subscribe(Action<ObjectKey> wake)
    {
        lock (_lock)
        {
            _listeners = _listeners.Add(wake);
        }

        return new Subscription(this, wake);
    }

    private void Unsubscribe(Action<ObjectKey> wake)
    {
        lock (_lock)
        {
            _listeners = _listeners.Remove(wake);
        }
    }

    private sealed class Subscription(WakeBell bell, Action<ObjectKey> wake) : IDisposable
    {
        public void Dispose() => bell.Unsubscribe(wake);
    }
}
