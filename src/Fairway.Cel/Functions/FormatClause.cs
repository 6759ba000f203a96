namespace Fairway.Cel.Functions;

/// <summary>A clause of a format: <c>%.2f</c>.</summary>
/// <param name="Letter">What it does.</param>
/// <param name="Precision">How many decimals.</param>
/// <param name="Argument">Which argument takes its place, from 0.</param>
internal readonly record struct FormatClause(char Letter, int Precision, int Argument);
