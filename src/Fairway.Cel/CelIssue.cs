namespace Fairway.Cel;

/// <summary>What is wrong with an expression's text.</summary>
/// <param name="Line">Line, from 1; 0 for the expression as a whole.</param>
/// <param name="Column">Column in code points, from 1.</param>
/// <param name="Message">What is wrong, in the words of API servers.</param>
/// <param name="Display">The issue as they show it, with place and excerpt:
/// <c>ERROR: &lt;input&gt;:1:1: undeclared reference to 'x' (in container '')</c> and two lines more.</param>
public sealed record CelIssue(int Line, int Column, string Message, string Display);
