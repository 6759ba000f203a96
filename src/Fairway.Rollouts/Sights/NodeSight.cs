using System.Collections.Immutable;

namespace Fairway.Rollouts.Sights;

/// <summary>In what a node may differ from others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Traits">Pairs of name and value; the traits that explain most come first.</param>
internal sealed record NodeSight(string Name, ImmutableArray<(string Key, string Value)> Traits);
