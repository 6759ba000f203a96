using System.Diagnostics.CodeAnalysis;
using Fairway.Kube.Timing;

namespace Fairway.Kube.Queues;

/// <summary>
/// Keys that want to be worked on. A key waits once however often it is added, is with one worker at a time, and is
/// handed out again if it was added meanwhile. Delayed keys come by a timer of their own.
/// </summary>
/// <remarks>
/// A delay is dropped when its key is taken earlier because of a change: whoever works on the key has then looked, and
/// says himself when to look again.
/// When full, an added key is not kept, and nothing blocks: keys are added by watch loops, which must go on. Instead
/// the queue remembers that it has lost keys and, once half of it is free again (or a lost delay is over), adds every
/// key that <c>everything</c> knows, as far as there is room, going on from there when there is room again. So memory
/// is bounded, and no key is lost for good.
/// </remarks>
public sealed class WorkQueue : IDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly int _capacity;
    private readonly TimeProvider _time;
    private readonly Func<IEnumerable<ObjectKey>> _everything;
    private readonly Queue<ReadyKey> _ready = new();
    private readonly HashSet<ObjectKey> _wanted = [];
    private readonly HashSet<ObjectKey> _active = [];
    private readonly DelayedKeys _delayed;
    private readonly LinkedList<TaskCompletionSource<ObjectKey?>> _takers = new();
    private readonly ITimer _timer;
    private readonly RestingKeys _resting;
    private IEnumerator<ObjectKey>? _refill;
    private bool _lost;
    private bool _shut;

    /// <summary>Makes an empty queue. <paramref name="everything"/> lists all keys there are; asked only after an
    /// overflow.</summary>
    public WorkQueue(WorkQueueOptions options, TimeProvider time, Func<IEnumerable<ObjectKey>>? everything = null)
    {
        _capacity = options.Capacity;
        _time = time;
        _everything = everything ?? (() => []);
        _delayed = new DelayedKeys(options.Capacity);
        _resting = new RestingKeys(options.Rest, time, OnRested);
        _timer = time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Told how long each key has waited for its worker.</summary>
    public Action<TimeSpan>? Waited { get; init; }

    /// <summary>Told each time that a key did not fit.</summary>
    public Action? Overflowed { get; init; }

    /// <summary>Keys that wait for a worker.</summary>
    public int Depth
    {
        get
        {
            lock (_lock)
            {
                return _ready.Count;
            }
        }
    }

    /// <summary>Keys that wait for their time.</summary>
    public int DelayedCount
    {
        get
        {
            lock (_lock)
            {
                return _delayed.Count;
            }
        }
    }

    /// <summary>Wants the key worked on. False where the queue is full or shut down.</summary>
    public bool Add(ObjectKey key) => Change(() => AddReady_NeedsLock(key));

    /// <summary>Wants the key worked on at <paramref name="due"/>; if it is already delayed, at the earlier of the
    /// two.</summary>
    public bool AddAt(ObjectKey key, DateTimeOffset due) => Change(() => AddAt_NeedsLock(key, due));

    /// <summary>The next key, or null when the queue is shut down. Whoever takes a key must call <see cref="Done"/> for
    /// it.</summary>
    public Task<ObjectKey?> TakeAsync(CancellationToken cancel)
    {
        TaskCompletionSource<ObjectKey?> taker;
        ReadyKey next;
        lock (_lock)
        {
            if (cancel.IsCancellationRequested)
            {
                return Task.FromCanceled<ObjectKey?>(cancel);
            }

            if (_shut)
            {
                return Task.FromResult<ObjectKey?>(null);
            }

            if (!TryStart_NeedsLock(out next))
            {
                taker = new TaskCompletionSource<ObjectKey?>(TaskCreationOptions.RunContinuationsAsynchronously);
                var place = _takers.AddLast(taker);
                return AwaitAsync(taker, place, cancel);
            }
        }

        Started(next);
        return Task.FromResult<ObjectKey?>(next.Key);
    }

    /// <summary>The work on a key has ended; it is wanted again at <paramref name="again"/>, or not before it is
    /// added.</summary>
    public void Done(ObjectKey key, DateTimeOffset? again = null) => Change(() =>
    {
        if (!_wanted.Contains(key) && again is { } due)
        {
            AddAt_NeedsLock(key, due);
        }

        if (!_resting.Add(key))
        {
            Free_NeedsLock(key);
        }

        return true;
    });

    /// <summary>Hands out nothing more; those who wait get null.</summary>
    public void ShutDown()
    {
        List<TaskCompletionSource<ObjectKey?>> takers;
        lock (_lock)
        {
            _shut = true;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            takers = [.. _takers];
            _takers.Clear();
        }

        foreach (var taker in takers)
        {
            taker.TrySetResult(null);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ShutDown();
        _timer.Dispose();
        _resting.Dispose();
        _refill?.Dispose();
    }

    private bool AddReady_NeedsLock(ObjectKey key)
    {
        if (_shut)
        {
            return false;
        }

        if (_wanted.Contains(key))
        {
            return true;
        }

        if (_ready.Count >= _capacity)
        {
            _lost = true;
            Overflowed?.Invoke();
            return false;
        }

        _wanted.Add(key);
        if (!_active.Contains(key))
        {
            _ready.Enqueue(new ReadyKey(key, _time.GetTimestamp()));
        }

        return true;
    }

    /// <summary>Nobody works on the key any more, and it has rested.</summary>
    private void Free_NeedsLock(ObjectKey key)
    {
        _active.Remove(key);
        if (_wanted.Contains(key))
        {
            _ready.Enqueue(new ReadyKey(key, _time.GetTimestamp()));
        }
    }

    private bool AddAt_NeedsLock(ObjectKey key, DateTimeOffset due)
    {
        if (_shut || due <= _time.GetUtcNow())
        {
            return AddReady_NeedsLock(key);
        }

        if (_delayed.Add(key, due))
        {
            return true;
        }

        Overflowed?.Invoke();
        return false;
    }

    /// <summary>Changes the queue, then hands out what has become ready, outside the lock.</summary>
    private bool Change(Func<bool> change)
    {
        List<(TaskCompletionSource<ObjectKey?> Taker, ReadyKey Key)>? handed = null;
        bool kept;
        lock (_lock)
        {
            kept = change();
            while (_takers.Count > 0 && TryStart_NeedsLock(out var next))
            {
                (handed ??= []).Add((_takers.First!.Value, next));
                _takers.RemoveFirst();
            }

            Arm_NeedsLock();
        }

        foreach (var (taker, next) in handed ?? [])
        {
            Started(next);
            taker.TrySetResult(next.Key);
        }

        return kept;
    }

    private bool TryStart_NeedsLock([NotNullWhen(true)] out ReadyKey next)
    {
        if (_shut || !_ready.TryDequeue(out next))
        {
            next = default;
            return false;
        }

        _wanted.Remove(next.Key);
        _delayed.Remove(next.Key);
        _active.Add(next.Key);
        Refill_NeedsLock();
        return true;
    }

    private void Refill_NeedsLock()
    {
        while (_ready.Count <= _capacity / 2 && (_refill is not null || _lost))
        {
            if (_refill is null)
            {
                _lost = false;
                _refill = _everything().GetEnumerator();
            }

            while (_ready.Count < _capacity && _refill is not null)
            {
                TakeOneOfEverything_NeedsLock(_refill);
            }
        }
    }

    private void TakeOneOfEverything_NeedsLock(IEnumerator<ObjectKey> refill)
    {
        if (refill.MoveNext())
        {
            AddReady_NeedsLock(refill.Current);
            return;
        }

        refill.Dispose();
        _refill = null;
    }

    private void OnTimer() => Change(() =>
    {
        while (_delayed.TakeDue(_time.GetUtcNow()) is { } key)
        {
            AddReady_NeedsLock(key);
        }

        if (_delayed.TakeLost(_time.GetUtcNow()))
        {
            _lost = true;
            Refill_NeedsLock();
        }

        return true;
    });

    private void OnRested() => Change(() =>
    {
        while (!_shut && _resting.TakeRested() is { } key)
        {
            Free_NeedsLock(key);
        }

        return true;
    });

    private void Arm_NeedsLock()
    {
        if (_shut || !_delayed.TryTakeNewAlarm(out var alarm))
        {
            return;
        }

        var left = WholeMilliseconds.Up(alarm - _time.GetUtcNow());
        _timer.Change(left > LongestTimer ? LongestTimer : left, Timeout.InfiniteTimeSpan);
    }

    private async Task<ObjectKey?> AwaitAsync(
        TaskCompletionSource<ObjectKey?> taker,
        LinkedListNode<TaskCompletionSource<ObjectKey?>> place,
        CancellationToken cancel)
    {
        await using var registration = cancel.Register(() => GiveUp(place, cancel));
        return await taker.Task;
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource<ObjectKey?>> place, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (place.List is null)
            {
                // A key was handed over at the same moment, and must not be lost with the taker.
                return;
            }

            _takers.Remove(place);
        }

        place.Value.TrySetCanceled(cancel);
    }

    private void Started(ReadyKey key) => Waited?.Invoke(_time.GetElapsedTime(key.Since));

    private readonly record struct ReadyKey(ObjectKey Key, long Since);
}
