using Fairway.Kube.Timing;

namespace Fairway.Kube.Queues;

/// <summary>Keys that were worked on just now, in the order in which they have rested. The owner locks.</summary>
/// <param name="rest">How long each rests; zero for not at all.</param>
/// <param name="time">The clock.</param>
/// <param name="wake">Called by a timer when the first has rested.</param>
internal sealed class RestingKeys(TimeSpan rest, TimeProvider time, Action wake) : IDisposable
{
    private readonly Queue<(ObjectKey Key, DateTimeOffset Until)> _keys = new();
    private ITimer? _timer;

    /// <summary>Lets a key rest; false where none does.</summary>
    public bool Add(ObjectKey key)
    {
        if (rest <= TimeSpan.Zero)
        {
            return false;
        }

        _keys.Enqueue((key, time.GetUtcNow() + rest));
        if (_keys.Count == 1)
        {
            Arm();
        }

        return true;
    }

    /// <summary>The next that has rested; null for none.</summary>
    public ObjectKey? TakeRested()
    {
        if (_keys.Count == 0)
        {
            return null;
        }

        if (_keys.Peek().Until > time.GetUtcNow())
        {
            Arm();
            return null;
        }

        return _keys.Dequeue().Key;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void Arm()
    {
        _timer ??= time.CreateTimer(_ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var left = WholeMilliseconds.Up(_keys.Peek().Until - time.GetUtcNow());
        _timer.Change(left, Timeout.InfiniteTimeSpan);
    }
}
