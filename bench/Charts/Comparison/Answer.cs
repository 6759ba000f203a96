namespace Fairway.Bench.Charts.Comparison;

/// <summary>What somebody makes of a chart.</summary>
/// <param name="Output">The manifest.</param>
/// <param name="Fault">Why there is none; null if there is one.</param>
internal sealed record Answer(string Output, string? Fault);
