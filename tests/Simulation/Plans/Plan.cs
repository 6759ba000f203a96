using Fairway.Kube;

namespace Fairway.Simulation.Plans;

/// <summary>One thing that goes wrong in a run, at one moment that a run without faults has shown.</summary>
internal abstract record Plan
{
    private Plan()
    {
    }

    /// <summary>The pattern, as Sieve (OSDI 2022) names it.</summary>
    public abstract string Pattern { get; }

    /// <summary>The controller dies right after a write that is not the last of its reconcile.</summary>
    /// <param name="Write">Which of its writes, from 0.</param>
    /// <param name="What">What it wrote, for people.</param>
    public sealed record Crash(int Write, string What) : Plan
    {
        public override string Pattern => "intermediate state";

        public override string ToString() => $"crash after write {Write}, {What}";
    }

    /// <summary>The controller has seen <paramref name="Until"/>, starts anew, and sees the cluster as it was at
    /// <paramref name="Since"/>; some time later its API server goes on.</summary>
    public sealed record Stale(Notice Since, Notice Until) : Plan
    {
        public override string Pattern => "stale state";

        public override string ToString() => $"at {Until} back to {Since}";
    }

    /// <summary>The controller never sees the cluster between <paramref name="Since"/> and what undoes it: its watch
    /// breaks off, and it reads everything anew.</summary>
    public sealed record Unobserved(Notice Since, Notice Until) : Plan
    {
        public override string Pattern => "unobserved state";

        public override string ToString() => $"blind from {Since} to {Until}";
    }
}

/// <summary>An event that was given to the controller in the run without faults.</summary>
/// <param name="Order">Its place among the controller's events and writes.</param>
/// <param name="At">When.</param>
/// <param name="Resource">Storage name of the resource.</param>
/// <param name="Key">Of which object.</param>
/// <param name="Revision">Which revision of the cluster.</param>
/// <param name="IsDeletion">Whether the object is gone by it.</param>
/// <param name="Changed">What it changed, by path; null values went.</param>
internal sealed record Notice(
    int Order,
    DateTimeOffset At,
    string Resource,
    ObjectKey Key,
    long Revision,
    bool IsDeletion,
    IReadOnlyDictionary<string, string?> Changed)
{
    public override string ToString() =>
        $"{At:HH:mm:ss.fff} {Resource} {Key}@{Revision} "
        + (IsDeletion ? "gone" : string.Join(' ', Changed.Keys.Take(3)));
}
