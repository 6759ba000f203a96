namespace Fairway.Twin.Storage;

/// <summary>Knows, to a second, which revisions are older than an age; without a time on each of them.</summary>
internal sealed class AgeMarks(TimeProvider time, TimeSpan age)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private readonly Queue<(long At, long Revision)> marks = new();
    private (long At, long Revision)? latest;
    private long step;
    private long aged;

    /// <summary>
    /// Notes that a revision has just been published; returns the newest one that is older than the age.
    /// </summary>
    public long Note(long revision)
    {
        var now = time.GetTimestamp();
        if (latest is null)
        {
            step = now;
        }
        else if (time.GetElapsedTime(step, now) >= Step)
        {
            // The last one of a second stands for all of it.
            marks.Enqueue(latest.Value);
            step = now;
        }

        latest = (now, revision);
        while (marks.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At, now) >= age)
        {
            aged = marks.Dequeue().Revision;
        }

        return aged;
    }
}
