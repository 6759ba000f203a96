namespace Fairway.Cel.Syntax;

/// <summary>Macros have copied an expression's parts into each other until the tree is too large.</summary>
internal sealed class TreeTooLargeException : Exception;
