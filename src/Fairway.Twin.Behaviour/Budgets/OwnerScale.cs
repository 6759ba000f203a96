namespace Fairway.Twin.Behaviour.Budgets;

/// <summary>How many pods a controller wants. <paramref name="Key"/> is the same for pods of one controller.</summary>
/// <param name="Key">Identity of the controller.</param>
/// <param name="Replicas">The number; 0 where there is a problem.</param>
/// <param name="Problem">Why the number is not known, as the budget's condition tells it; null where it is.</param>
internal sealed record OwnerScale(string Key, int Replicas, string? Problem = null);
