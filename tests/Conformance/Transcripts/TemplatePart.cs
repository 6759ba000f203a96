namespace Fairway.Conformance.Transcripts;

/// <summary>
/// A stretch of a recorded string: literal text where <paramref name="Kind"/> is null, else the placeholder whose full
/// name is <paramref name="Text"/> (<c>uid:1</c>).
/// </summary>
internal readonly record struct TemplatePart(string Text, Placeholder? Kind);
