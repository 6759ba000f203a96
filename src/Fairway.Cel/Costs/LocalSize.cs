using System.Collections.Immutable;

namespace Fairway.Cel.Costs;

/// <summary>What is known of the size of a loop's variable.</summary>
internal sealed record LocalSize(ImmutableArray<string> Path, CelEstimate? Size, EntrySize? Entries);
