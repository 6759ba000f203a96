namespace Fairway.Charts.Schemas;

/// <summary>What became of a list's items under <c>contains</c>.</summary>
/// <param name="Matched">Those that fit, by index.</param>
/// <param name="Faults">Why the others do not.</param>
internal sealed record ContainedItems(IReadOnlyList<int> Matched, IReadOnlyList<SchemaFault> Faults);
