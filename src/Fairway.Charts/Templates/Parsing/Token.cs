using Fairway.Charts.Values;

namespace Fairway.Charts.Templates.Parsing;

/// <summary>What the lexer tells apart.</summary>
internal enum TokenKind : byte
{
    Error,
    End,
    Text,
    LeftDelimiter,
    RightDelimiter,
    Space,
    Assign,
    Declare,
    Pipe,
    Character,
    LeftParen,
    RightParen,
    Bool,
    Number,
    CharacterConstant,
    String,
    RawString,
    Field,
    Variable,
    Identifier,
    Dot,
    Nil,
    Keyword,
}

/// <summary>A token, and where it begins.</summary>
internal readonly record struct Token(TokenKind Kind, int Position, string Text)
{
    private const int LongestShown = 10;

    /// <summary>As messages name it.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.End => "EOF",
        TokenKind.Error => Text,
        TokenKind.Keyword or TokenKind.Dot or TokenKind.Nil => $"<{Text}>",
        _ => Text.Length > LongestShown ? $"{GoQuote.Quote(Text[..LongestShown])}..." : GoQuote.Quote(Text),
    };
}
