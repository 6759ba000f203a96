namespace Fairway.Twin.Storage;

/// <summary>Knows, to a second, which revisions are older than an age; without a time on each of them.</summary>
internal sealed class AgeMarks(TimeProvider time, TimeSpan age)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private readonly Queue<(long At, long Revision)> marks = new();
    private (long At, long Revision)? last;
    private long aged;

    /// <summary>
    /// Notes that a revision has just been published; returns the newest one that is older than the age.
    /// </summary>
    public long Note(long revision)
    {
        var now = time.GetTimestamp();
        if (last is null || time.GetElapsedTime(last.Value.At, now) >= Step)
        {
            // What was published since the last mark belongs to it at the latest, so that this mark cannot age it too
            // early.
            last = (now, revision);
            marks.Enqueue(last.Value);
        }

        while (marks.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At, now) >= age)
        {
            aged = marks.Dequeue().Revision;
        }

        return aged;
    }
}
