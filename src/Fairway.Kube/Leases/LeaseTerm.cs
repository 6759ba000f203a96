namespace Fairway.Kube.Leases;

/// <summary>A time in which we hold a Lease. <paramref name="Epoch"/> is higher than that of every term
/// before.</summary>
/// <remarks>
/// A Lease does not fence: a process that was paused may act once more after its term. Who writes what must not be
/// written twice compares epochs where it writes.
/// </remarks>
public readonly record struct LeaseTerm(long Epoch);
