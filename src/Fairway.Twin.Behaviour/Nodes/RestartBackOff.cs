namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>How long a node waits before it tries again: 10 s, doubling up to 5 minutes.</summary>
internal static class RestartBackOff
{
    /// <summary>A container that has run for so long is forgiven its restarts.</summary>
    public static readonly TimeSpan ForgivenAfter = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The delay after so many failures: none after the first restart is due.</summary>
    public static TimeSpan After(int failures) => failures <= 0
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(failures - 1, 10)));
}
