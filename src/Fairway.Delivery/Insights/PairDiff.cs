namespace Fairway.Delivery.Insights;

/// <summary>The three sides of a component on a cluster.</summary>
/// <param name="Component">The component.</param>
/// <param name="Version">The version that the target was made of.</param>
/// <param name="Applied">The version that was applied last; null for none.</param>
/// <param name="Fields">The places that differ, in order of object and path.</param>
public sealed record PairDiff(
    string Component, string Version, string? Applied, IReadOnlyList<FieldSides> Fields)
{
    /// <summary>Why the sides cannot be had, in one sentence; null where they can.</summary>
    public string? Failure { get; init; }
}

/// <summary>One place, three sides. Values are JSON; null where there is none; those of Secrets are hidden.</summary>
/// <param name="Object">Kind, namespace and name.</param>
/// <param name="Path">The place; empty for the whole object.</param>
/// <param name="Recorded">What was applied or begun.</param>
/// <param name="Target">What is to be.</param>
/// <param name="Live">What is.</param>
/// <param name="Cause">Target, Drift or Conflict: who made the difference.</param>
/// <param name="Why">What the guard says of it; empty where it is ordinary.</param>
public sealed record FieldSides(
    string Object, string Path, string? Recorded, string? Target, string? Live, string Cause, string Why);
