namespace Fairway.Delivery.Records;

/// <summary>What was decided about.</summary>
/// <param name="Release">The release.</param>
/// <param name="ClusterId">The cluster; null for the release or a stage as a whole.</param>
/// <param name="Step">The step or stage, by name; null for the whole.</param>
public sealed record EvidenceSubject(string Release, string? ClusterId = null, string? Step = null);
