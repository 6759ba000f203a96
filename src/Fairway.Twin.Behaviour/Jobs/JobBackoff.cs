namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>How long a Job waits before it replaces pods that failed: 10 s, doubling with each failure in a row, up to
/// 10 minutes.</summary>
internal static class JobBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>When the next pod may be made; null for at once.</summary>
    public static DateTimeOffset? NextAt(JobDraft draft)
    {
        // A pod that was given up loses its mark before it is deleted; it is no failure.
        var failures = draft.Pods.Where(p => p.IsFailed && (p.IsTracked || p.Pod.IsTerminal)).ToArray();
        var success = draft.Pods.Where(p => p.IsSucceeded).Select(p => p.FinishedAt).DefaultIfEmpty().Max();
        var since = failures.Select(p => p.FinishedAt).Where(at => at > success).ToArray();
        return since.Length == 0 ? null : After(since.Length, since.Max(), draft.Now);
    }

    /// <summary>When the replacement of a pod of an index may be made; null for at once.</summary>
    public static DateTimeOffset? NextAt(JobPod failed, DateTimeOffset now) =>
        After(failed.IndexFailures + failed.IndexIgnoredFailures + 1, failed.FinishedAt, now);

    private static DateTimeOffset? After(int failures, DateTimeOffset last, DateTimeOffset now)
    {
        var delay = TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(failures - 1, 10)));
        var at = last + delay;
        return at > now ? at : null;
    }
}
