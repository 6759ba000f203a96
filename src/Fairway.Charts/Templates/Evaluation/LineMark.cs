namespace Fairway.Charts.Templates.Evaluation;

/// <summary>From where in a file the output from here on is.</summary>
/// <param name="Output">Offset in the output.</param>
/// <param name="Source">Offset in the file.</param>
/// <param name="IsText">The file's text, as it is; else the result of an action.</param>
internal readonly record struct LineMark(int Output, int Source, bool IsText);
