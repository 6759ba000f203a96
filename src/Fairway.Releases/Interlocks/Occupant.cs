using Fairway.Api.Components;

namespace Fairway.Releases.Interlocks;

/// <summary>A change of another Release that is under way in the cluster, with its conflict domain.</summary>
/// <param name="Release">The other Release.</param>
/// <param name="Component">What it changes.</param>
/// <param name="Domain">What that may break.</param>
/// <param name="Since">When its intent was recorded.</param>
public sealed record Occupant(string Release, string Component, ConflictDomain Domain, DateTimeOffset Since)
{
    /// <summary>Whether it goes back: that asks no gate, and so waits for nobody.</summary>
    public bool IsBack { get; init; }
}
