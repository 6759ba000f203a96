namespace Fairway.Cel.Syntax;

/// <summary>An expression cannot be read any further; the issue is noted already.</summary>
internal sealed class SyntaxStop : Exception;
