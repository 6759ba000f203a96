namespace Fairway.Schema.Patterns;

/// <summary>A pattern of RE2 in .NET's syntax.</summary>
/// <param name="Pattern">With groups that have numbers only, since .NET counts named ones apart.</param>
/// <param name="Names">Of the groups in their order; empty for one without.</param>
internal sealed record Re2Pattern(string Pattern, IReadOnlyList<string> Names);
