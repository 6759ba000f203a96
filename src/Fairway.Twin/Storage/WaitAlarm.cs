namespace Fairway.Twin.Storage;

/// <summary>
/// Goes off once, and ends the wait that is under way, or the next, without an exception: that a bookmark is due is
/// said 1,440 times a day to every idle watch. Safe for any number of threads; one wait at a time.
/// </summary>
internal sealed class WaitAlarm : IDisposable
{
    private readonly Lock gate = new();
    private readonly ITimer timer;
    private Action? ended;
    private bool hasRung;

    /// <summary>Goes off after a time that is not negative.</summary>
    public WaitAlarm(TimeSpan after, TimeProvider time) => timer = time.CreateTimer(
        static alarm => ((WaitAlarm)alarm!).Ring(), this, after, Timeout.InfiniteTimeSpan);

    public void Dispose() => timer.Dispose();

    /// <summary>Calls <paramref name="end"/> when it goes off, or at once where it has; forgets the wait
    /// before.</summary>
    public void Attach(Action end)
    {
        lock (gate)
        {
            ended = end;
            if (!hasRung)
            {
                return;
            }
        }

        end();
    }

    private void Ring()
    {
        Action? end;
        lock (gate)
        {
            hasRung = true;
            end = ended;
        }

        end?.Invoke();
    }
}
