namespace Fairway.Cel.Syntax;

/// <summary>A piece of an expression's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text as written; empty at the end.</param>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start);
