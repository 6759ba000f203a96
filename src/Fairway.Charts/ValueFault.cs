namespace Fairway.Charts;

/// <summary>A value that does not fit a chart's schema.</summary>
/// <param name="Path">Names of maps and indexes of lists, from the root of the values; empty for all of them.</param>
/// <param name="What">What is wrong, in Helm's words.</param>
/// <param name="Members">The members of the value that are meant: those that must not be there, or are missing; empty
/// where the value itself is meant.</param>
public sealed record ValueFault(IReadOnlyList<string> Path, string What, IReadOnlyList<string> Members);
