namespace Fairway.Schema.Custom;

/// <summary>Fewest and most, both included; null where there is no bound.</summary>
public readonly record struct Bounds(long? Least, long? Most);
