using System.Globalization;

namespace Fairway.Charts.Templates.Parsing;

/// <summary>
/// Cuts a template into tokens, as text/template does: all of them at once, so that the parser may look back. A
/// fault is the last token.
/// </summary>
internal sealed class Lexer
{
    private const string Left = "{{";
    private const string Right = "}}";
    private const string Digits = "0123456789_";

    private readonly string text;
    private readonly List<Token> tokens = [];
    private int at;
    private int parens;

    private Lexer(string text) => this.text = text;

    public static List<Token> Read(string text)
    {
        var lexer = new Lexer(text);
        while (lexer.ReadText() && lexer.ReadAction())
        {
            // The two take turns.
        }

        return lexer.tokens;
    }

    private bool IsEnd => at >= text.Length;

    /// <summary>Text up to the next action; false at the end, or at a fault.</summary>
    private bool ReadText()
    {
        while (true)
        {
            var start = at;
            var left = text.IndexOf(Left, at, StringComparison.Ordinal);
            if (left < 0)
            {
                AddText(start, text.Length);
                at = text.Length;
                return Add(TokenKind.End, at, "");
            }

            var trims = HasLeftTrim(left + Left.Length);
            AddText(start, trims ? TrimmedEnd(start, left) : left);
            at = left + Left.Length + (trims ? 2 : 0);
            if (!StartsWith(at, "/*"))
            {
                parens = 0;
                tokens.Add(new Token(TokenKind.LeftDelimiter, left, Left));
                return true;
            }

            if (!SkipComment(left))
            {
                return false;
            }
        }
    }

    private bool SkipComment(int left)
    {
        var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            return Fail(left, "unclosed comment");
        }

        at = end + 2;
        return TakeRight() || Fail(left, "comment ends before closing delimiter");
    }

    /// <summary>The inside of an action and its closing delimiter; false at a fault.</summary>
    private bool ReadAction()
    {
        while (true)
        {
            var start = at;
            if (RightLength(at) > 0)
            {
                if (parens > 0)
                {
                    return Fail(start, "unclosed left paren");
                }

                tokens.Add(new Token(TokenKind.RightDelimiter, start, Right));
                return TakeRight();
            }

            if (!ReadToken(start))
            {
                return false;
            }
        }
    }

    private bool ReadToken(int start)
    {
        if (IsEnd)
        {
            return Fail(start, "unclosed action");
        }

        var c = text[at];
        return c switch
        {
            ' ' or '\t' or '\r' or '\n' => ReadSpace(start),
            '=' => Take(TokenKind.Assign, 1),
            ':' => StartsWith(at, ":=") ? Take(TokenKind.Declare, 2) : Fail(start, "expected :="),
            '|' => Take(TokenKind.Pipe, 1),
            '"' => ReadQuoted(TokenKind.String, "unterminated quoted string"),
            '\'' => ReadQuoted(TokenKind.CharacterConstant, "unterminated character constant"),
            '`' => ReadRaw(),
            '$' => ReadName(TokenKind.Variable, TokenKind.Variable),
            '.' when at + 1 >= text.Length || !char.IsAsciiDigit(text[at + 1]) =>
                ReadName(TokenKind.Field, TokenKind.Dot),
            '.' or '+' or '-' or (>= '0' and <= '9') => ReadNumber(start),
            '(' => Paren(1, start),
            ')' => Paren(-1, start),
            _ => IsAlphanumeric(c) ? ReadIdentifier(start)
                : c is > ' ' and <= '~' ? Take(TokenKind.Character, 1)
                : Fail(start, $"unrecognized character in action: {Name(c)}"),
        };
    }

    /// <summary>A space before a trim marker belongs to the closing delimiter.</summary>
    private bool ReadSpace(int start)
    {
        while (!IsEnd && IsSpace(text[at]))
        {
            at++;
        }

        if (RightLength(at - 1) > Right.Length)
        {
            at--;
        }

        return at == start || Add(TokenKind.Space, start, text[start..at], true);
    }

    private bool ReadQuoted(TokenKind kind, string fault)
    {
        var start = at++;
        for (; !IsEnd && text[at] != '\n'; at++)
        {
            if (text[at] == text[start])
            {
                at++;
                return Add(kind, start, text[start..at], true);
            }

            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] != '\n')
            {
                at++;
            }
        }

        return Fail(start, fault);
    }

    private bool ReadRaw()
    {
        var end = text.IndexOf('`', at + 1);
        return end < 0 ? Fail(at, "unterminated raw quoted string") : Take(TokenKind.RawString, end + 1 - at);
    }

    private bool ReadName(TokenKind kind, TokenKind bare)
    {
        var start = at++;
        while (!IsEnd && IsAlphanumeric(text[at]))
        {
            at++;
        }

        return AtTerminator()
            ? Add(at == start + 1 ? bare : kind, start, text[start..at], true)
            : Fail(start, $"bad character {Name(text[at])}");
    }

    private bool ReadIdentifier(int start)
    {
        while (!IsEnd && IsAlphanumeric(text[at]))
        {
            at++;
        }

        var word = text[start..at];
        var kind = word switch
        {
            "true" or "false" => TokenKind.Bool,
            "nil" => TokenKind.Nil,
            "block" or "break" or "continue" or "define" or "else" or "end" or "if" or "range" or "template"
                or "with" =>
                TokenKind.Keyword,
            _ => TokenKind.Identifier,
        };
        return AtTerminator() ? Add(kind, start, word, true) : Fail(start, $"bad character {Name(text[at])}");
    }

    private bool ReadNumber(int start)
    {
        var well = ScanNumber();
        if (well && !IsEnd && text[at] is '+' or '-')
        {
            // The other half of a complex number, or nonsense.
            well = ScanNumber() && text[at - 1] == 'i';
        }

        var constant = text[start..at];
        return well
            ? Add(TokenKind.Number, start, constant, true)
            : Fail(start, $"bad number syntax: {Values.GoQuote.Quote(constant)}");
    }

    private bool ScanNumber()
    {
        _ = Accept("+-");
        var digits = Digits;
        if (Accept("0"))
        {
            digits = Accept("xX") ? "0123456789abcdefABCDEF_"
                : Accept("oO") ? "01234567_"
                : Accept("bB") ? "01_"
                : digits;
        }

        AcceptAll(digits);
        if (Accept("."))
        {
            AcceptAll(digits);
        }

        if ((digits.Length == Digits.Length && Accept("eE")) || (digits.Length > Digits.Length && Accept("pP")))
        {
            _ = Accept("+-");
            AcceptAll(Digits);
        }

        _ = Accept("i");
        if (IsEnd || !IsAlphanumeric(text[at]))
        {
            return true;
        }

        at++;
        return false;
    }

    private bool Accept(string any)
    {
        var accepted = !IsEnd && any.Contains(text[at], StringComparison.Ordinal);
        at += accepted ? 1 : 0;
        return accepted;
    }

    private void AcceptAll(string any)
    {
        while (Accept(any))
        {
            // All that fit.
        }
    }

    private bool Paren(int change, int start)
    {
        parens += change;
        return parens < 0
            ? Fail(start, "unexpected right paren")
            : Take(change > 0 ? TokenKind.LeftParen : TokenKind.RightParen, 1);
    }

    private bool AtTerminator() =>
        IsEnd || IsSpace(text[at]) || text[at] is '.' or ',' or '|' or ':' or ')' or '(' || StartsWith(at, Right);

    /// <summary>How long a closing delimiter, with its trim marker, is here; 0 where there is none.</summary>
    private int RightLength(int from) =>
        StartsWith(from, Right) ? Right.Length
            : from < text.Length && IsSpace(text[from]) && StartsWith(from + 1, "-" + Right) ? Right.Length + 2
            : 0;

    private bool TakeRight()
    {
        var length = RightLength(at);
        at += length;
        if (length > Right.Length)
        {
            while (!IsEnd && IsSpace(text[at]))
            {
                at++;
            }
        }

        return length > 0;
    }

    private bool HasLeftTrim(int from) => from + 1 < text.Length && text[from] == '-' && IsSpace(text[from + 1]);

    private int TrimmedEnd(int start, int end)
    {
        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return end;
    }

    private bool StartsWith(int from, string what) =>
        from >= 0 && from <= text.Length && text.AsSpan(from).StartsWith(what, StringComparison.Ordinal);

    private void AddText(int start, int end)
    {
        if (end > start)
        {
            tokens.Add(new Token(TokenKind.Text, start, text[start..end]));
        }
    }

    private bool Take(TokenKind kind, int length)
    {
        at += length;
        return Add(kind, at - length, text[(at - length)..at], true);
    }

    private bool Add(TokenKind kind, int start, string what, bool goesOn = false)
    {
        tokens.Add(new Token(kind, start, what));
        return goesOn;
    }

    private bool Fail(int start, string fault) => Add(TokenKind.Error, start, fault);

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';

    // Bytes of characters beyond ASCII are taken for letters: in Go only letters and digits are.
    private static bool IsAlphanumeric(char c) => c == '_' || char.IsAsciiLetterOrDigit(c) || c >= '\u0080';

    private static string Name(char c) =>
        c is > ' ' and <= '~'
            ? string.Create(CultureInfo.InvariantCulture, $"U+{(int)c:X4} '{c}'")
            : string.Create(CultureInfo.InvariantCulture, $"U+{(int)c:X4}");
}
