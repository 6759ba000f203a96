using System.Buffers;

namespace Fairway.Cel.Syntax;

/// <summary>Cuts the text of an expression into tokens. What is none is an issue, and skipped.</summary>
internal sealed class Lexer(string text, IssueList issues)
{
    private static readonly string[] Marks =
    [
        "==", "!=", "<=", ">=", "&&", "||", "<", ">", "[", "]", "{", "}", "(", ")", ".", ",", "-", "!", "?", ":", "+",
        "*", "/", "%",
    ];

    private static readonly SearchValues<char> QuotedNameLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-/ ");

    private int at;

    public List<Token> ReadAll()
    {
        var tokens = new List<Token>();
        while (Skip())
        {
            if (Next() is { } token)
            {
                tokens.Add(token);
                at += token.Text.Length;
            }
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length));
        return tokens;
    }

    /// <summary>Goes to the next token, over spaces and comments.</summary>
    private bool Skip()
    {
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\t' or '\r' or '\n' or '\f')
            {
                at++;
            }
            else if (text.AsSpan(at).StartsWith("//"))
            {
                var end = text.IndexOf('\n', at);
                at = end < 0 ? text.Length : end;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private Token? Next()
    {
        var rest = text.AsSpan(at);
        if (StringReader.Measure(rest, out var prefix) is { } measured)
        {
            var kind = prefix.Contains('b', StringComparison.OrdinalIgnoreCase) ? TokenKind.Bytes : TokenKind.String;
            return measured > 0 ? Take(kind, measured) : Wrong(-measured);
        }

        if (char.IsAsciiLetter(rest[0]) || rest[0] == '_')
        {
            var end = 1;
            while (end < rest.Length && (char.IsAsciiLetterOrDigit(rest[end]) || rest[end] == '_'))
            {
                end++;
            }

            var isWord = rest[..end] is "in" or "true" or "false" or "null";
            return Take(isWord ? TokenKind.Mark : TokenKind.Name, end);
        }

        if (char.IsAsciiDigit(rest[0]) || (rest[0] == '.' && rest.Length > 1 && char.IsAsciiDigit(rest[1])))
        {
            var (kind, length) = NumberReader.Measure(rest);
            return Take(kind, length);
        }

        return rest[0] == '`' ? QuotedName(rest) : Mark(rest);
    }

    private Token? QuotedName(ReadOnlySpan<char> rest)
    {
        var length = rest[1..].IndexOfAnyExcept(QuotedNameLetters);
        return length > 0 && rest[length + 1] == '`'
            ? Take(TokenKind.QuotedName, length + 2)
            : Wrong(length < 0 ? rest.Length : length + 1);
    }

    private Token? Mark(ReadOnlySpan<char> rest)
    {
        foreach (var mark in Marks)
        {
            if (rest.StartsWith(mark))
            {
                return Take(TokenKind.Mark, mark.Length);
            }
        }

        return Wrong(rest[0] is '=' or '&' or '|' ? 1 : 0);
    }

    private Token Take(TokenKind kind, int length) => new(kind, text.Substring(at, length), at);

    /// <summary>No token begins here; up to where it could have been one, and one more, is skipped.</summary>
    private Token? Wrong(int length)
    {
        var end = Math.Min(at + length + 1, text.Length);
        if (end < text.Length && char.IsLowSurrogate(text[end]))
        {
            end++;
        }

        issues.Add(at, $"Syntax error: token recognition error at: '{text[at..end]}'");
        at = end;
        return null;
    }
}
