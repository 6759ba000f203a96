namespace Fairway.Twin.Behaviour.Scheduling.Snapshots;

/// <summary>How many pods that match are on each node: kept up to date, so that nobody counts them again for each pod
/// that asks.</summary>
internal sealed record Tally(PodMatcher Matcher, Slots<int> Counts)
{
    public Tally Changed(int slot, int by) => this with { Counts = Counts.With(slot, Counts[slot] + by) };
}
