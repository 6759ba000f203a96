namespace Fairway.Cel.Syntax;

/// <summary>What a piece of an expression's text is.</summary>
internal enum TokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>Operators, brackets and other marks, among them <c>in</c>, <c>true</c> and <c>null</c>.</summary>
    Mark,

    /// <summary>A name.</summary>
    Name,

    /// <summary>A name in backquotes.</summary>
    QuotedName,

    /// <summary>A whole number.</summary>
    Int,

    /// <summary>A whole number that ends with u.</summary>
    Uint,

    /// <summary>A number with a point or an exponent.</summary>
    Double,

    /// <summary>A string literal.</summary>
    String,

    /// <summary>A bytes literal.</summary>
    Bytes,
}
