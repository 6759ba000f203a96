using Fairway.Schema.Json;

namespace Fairway.Schema.Custom;

/// <summary>Where a custom resource keeps what its Scale shows.</summary>
/// <param name="Replicas">What is wanted, under <c>.spec</c>.</param>
/// <param name="Observed">What is there, under <c>.status</c>.</param>
/// <param name="Selector">The selector of its pods as text; null where it has none.</param>
public sealed record CustomScale(JsonPath Replicas, JsonPath Observed, JsonPath? Selector);
