namespace Fairway.Twin.Storage;

/// <summary>
/// Those who wait for a number to be reached. Continuations never run inside a call of this class, and go to the
/// waiter's own synchronization context where it has one. (Task.WaitAsync and WhenAny would hop over the thread pool.)
/// </summary>
internal sealed class WaitList
{
    private readonly Lock gate = new();
    private readonly LinkedList<Waiter> waiting = new();
    private long reached;
    private bool closed;

    public async Task WaitAsync(long until, CancellationToken cancel)
    {
        if (Enter(until, cancel) is not { } waiter)
        {
            return;
        }

        using (cancel.UnsafeRegister(static (w, token) => ((Waiter)w!).Cancel(token), waiter))
        {
            await waiter.Task;
        }
    }

    /// <summary>False where <paramref name="atMost"/> went by first.</summary>
    public async Task<bool> WaitAsync(long until, TimeSpan atMost, TimeProvider time, CancellationToken cancel)
    {
        if (Enter(until, cancel) is not { } waiter)
        {
            return true;
        }

        using (cancel.UnsafeRegister(static (w, token) => ((Waiter)w!).Cancel(token), waiter))
        using (time.CreateTimer(static w => ((Waiter)w!).GiveUp(), waiter, atMost, Timeout.InfiniteTimeSpan))
        {
            return await waiter.Task;
        }
    }

    /// <summary>False where the alarm went off first.</summary>
    public async Task<bool> WaitAsync(long until, WaitAlarm alarm, CancellationToken cancel)
    {
        if (Enter(until, cancel) is not { } waiter)
        {
            return true;
        }

        using (cancel.UnsafeRegister(static (w, token) => ((Waiter)w!).Cancel(token), waiter))
        {
            alarm.Attach(waiter.GiveUp);
            return await waiter.Task;
        }
    }

    /// <summary>Says that the number has been reached. May come late and out of order.</summary>
    public void Wake(long revision)
    {
        List<Waiter>? woken = null;
        lock (gate)
        {
            reached = Math.Max(reached, revision);
            for (var (at, next) = (waiting.First, (LinkedListNode<Waiter>?)null); at is not null; at = next)
            {
                next = at.Next;
                if (at.Value.Until <= reached)
                {
                    waiting.Remove(at);
                    (woken ??= []).Add(at.Value);
                }
            }
        }

        woken?.ForEach(static w => w.TrySetResult(true));
    }

    /// <summary>Cancels all who wait, now and later.</summary>
    public void Close()
    {
        Waiter[] left;
        lock (gate)
        {
            closed = true;
            left = [.. waiting];
            waiting.Clear();
        }

        Array.ForEach(left, static w => w.TrySetCanceled());
    }

    private Waiter? Enter(long until, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (reached >= until)
            {
                return null;
            }

            if (closed)
            {
                throw new OperationCanceledException("the store has been closed");
            }

            var waiter = new Waiter(this, until);
            waiting.AddLast(waiter.Node);
            return waiter;
        }
    }

    private void Leave(Waiter waiter)
    {
        lock (gate)
        {
            if (waiter.Node.List is not null)
            {
                waiting.Remove(waiter.Node);
            }
        }
    }

    private sealed class Waiter : TaskCompletionSource<bool>
    {
        private readonly WaitList list;

        public Waiter(WaitList list, long until)
            : base(TaskCreationOptions.RunContinuationsAsynchronously)
        {
            this.list = list;
            Until = until;
            Node = new LinkedListNode<Waiter>(this);
        }

        public long Until { get; }

        public LinkedListNode<Waiter> Node { get; }

        public void Cancel(CancellationToken token)
        {
            list.Leave(this);
            TrySetCanceled(token);
        }

        public void GiveUp()
        {
            list.Leave(this);
            TrySetResult(false);
        }
    }
}
