using System.Collections.Immutable;

namespace Fairway.Kube.Controllers;

/// <summary>
/// Wakes keys of a controller when somebody rings: for changes of caches that come and go while the controller runs.
/// Who rings before the controller listens is not heard; it asks for everything when it begins.
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
