namespace Fairway.Schema.Json;

/// <summary>A slow, plain scanner that stops at the first fault and names it.</summary>
internal ref struct JsonFaultScanner(ReadOnlySpan<byte> text, int maxDepth)
{
    private const string End = "unexpected end of JSON input";

    private readonly ReadOnlySpan<byte> text = text;
    private int depth;

    /// <summary>Where the fault is.</summary>
    public int Position { get; private set; }

    /// <summary>The first fault, or null if there is none.</summary>
    public string? FindFault()
    {
        var fault = Value();
        if (fault is not null)
        {
            return fault;
        }

        SkipSpace();
        return Position < text.Length ? Unexpected("after top-level value") : null;
    }

    private readonly int Current => Position < text.Length ? text[Position] : -1;

    private void SkipSpace()
    {
        while (Current is ' ' or '\t' or '\r' or '\n')
        {
            Position++;
        }
    }

    private readonly string Unexpected(string where) =>
        Current < 0 ? End : $"invalid character {Quote((char)Current)} {where}";

    private static string Quote(char c) => c switch
    {
        '\'' => @"'\''",
        '"' => "'\"'",
        '\n' => @"'\n'",
        '\r' => @"'\r'",
        '\t' => @"'\t'",
        '\\' => @"'\\'",
        < ' ' or (char)127 => $@"'\x{(int)c:x2}'",
        >= (char)0x80 and < (char)0xa1 or (char)0xad => $@"'\u{(int)c:x4}'",
        _ => $"'{c}'",
    };

    private string? Value()
    {
        SkipSpace();
        return Current switch
        {
            '{' => Container('}', "after object key:value pair", isObject: true),
            '[' => Container(']', "after array element", isObject: false),
            '"' => String(),
            't' => Literal("true"),
            'f' => Literal("false"),
            'n' => Literal("null"),
            '-' or (>= '0' and <= '9') => Number(),
            _ => Unexpected("looking for beginning of value"),
        };
    }

    private string? Container(char close, string after, bool isObject)
    {
        if (++depth > maxDepth)
        {
            return $"exceeded max depth of {maxDepth}";
        }

        Position++;
        SkipSpace();
        for (var first = true; !first || Current != close; first = false)
        {
            if ((isObject ? Key() : null) is { } keyFault)
            {
                return keyFault;
            }

            if (Value() is { } fault)
            {
                return fault;
            }

            SkipSpace();
            if (Current == close)
            {
                break;
            }

            if (Current != ',')
            {
                return Unexpected(after);
            }

            Position++;
        }

        Position++;
        depth--;
        return null;
    }

    private string? Key()
    {
        SkipSpace();
        if (Current != '"')
        {
            return Unexpected("looking for beginning of object key string");
        }

        if (String() is { } fault)
        {
            return fault;
        }

        SkipSpace();
        if (Current != ':')
        {
            return Unexpected("after object key");
        }

        Position++;
        return null;
    }

    private string? String()
    {
        for (Position++; Current != '"'; Position++)
        {
            if (Current < ' ')
            {
                return Unexpected("in string literal");
            }

            if (Current == '\\' && Escape() is { } fault)
            {
                return fault;
            }
        }

        Position++;
        return null;
    }

    private string? Escape()
    {
        Position++;
        if (Current != 'u')
        {
            return Current >= 0 && "\"\\/bfnrt".Contains((char)Current, StringComparison.Ordinal)
                ? null
                : Unexpected("in string escape code");
        }

        for (var digit = 0; digit < 4; digit++)
        {
            Position++;
            if (Current < 0 || !char.IsAsciiHexDigit((char)Current))
            {
                return Unexpected(@"in \u hexadecimal character escape");
            }
        }

        return null;
    }

    private string? Literal(string word)
    {
        foreach (var expected in word)
        {
            if (Current != expected)
            {
                return Unexpected($"in literal {word} (expecting {Quote(expected)})");
            }

            Position++;
        }

        return null;
    }

    private string? Number()
    {
        if (Current == '-')
        {
            Position++;
        }

        if (Current == '0')
        {
            Position++;
        }
        else if (!Digits())
        {
            return Unexpected("in numeric literal");
        }

        if (Current == '.')
        {
            Position++;
            if (!Digits())
            {
                return Unexpected("after decimal point in numeric literal");
            }
        }

        return Current is 'e' or 'E' ? Exponent() : null;
    }

    private string? Exponent()
    {
        Position++;
        if (Current is '+' or '-')
        {
            Position++;
        }

        return Digits() ? null : Unexpected("in exponent of numeric literal");
    }

    private bool Digits()
    {
        var start = Position;
        while (Current is >= '0' and <= '9')
        {
            Position++;
        }

        return Position > start;
    }
}
