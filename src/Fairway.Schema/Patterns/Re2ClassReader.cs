using System.Globalization;

namespace Fairway.Schema.Patterns;

/// <summary>Reads a class in brackets, and the escapes that are the same inside and outside of one.</summary>
internal sealed class Re2ClassReader
{
    private const int LastRune = 0x10ffff;

    private readonly string pattern;
    private readonly int start;
    private int at;

    public Re2ClassReader(string pattern, int start)
    {
        this.pattern = pattern;
        this.start = start;
        at = start;
    }

    /// <summary>Where the class ends.</summary>
    public int End => at;

    /// <summary>An escape outside of brackets.</summary>
    /// <exception cref="Re2Exception">It is none.</exception>
    public static string Alone(string pattern, int start, out int end)
    {
        var reader = new Re2ClassReader(pattern, start);
        var set = new CharacterSet(isNegated: false);
        var c = pattern[start + 1];
        string written;
        if (c is 'P' or 'p' && reader.NegatedScript() is { } script)
        {
            var others = new CharacterSet(isNegated: true);
            others.Add(script);
            written = others.Written();
        }
        else if (reader.TakeClass(set))
        {
            written = set.Written();
        }
        else
        {
            written = CharacterSet.One(reader.Escaped());
        }

        end = reader.at;
        return written;
    }

    /// <exception cref="Re2Exception">The class has no end, or a part that is none.</exception>
    public string Read()
    {
        at = start + 1;
        var isNegated = at < pattern.Length && pattern[at] == '^';
        at += isNegated ? 1 : 0;
        var set = new CharacterSet(isNegated);
        for (var isFirst = true; ; isFirst = false)
        {
            if (at >= pattern.Length)
            {
                throw new Re2Exception("missing closing ]", pattern[start..]);
            }

            if (pattern[at] == ']' && !isFirst)
            {
                at++;
                return set.Written();
            }

            Member(set);
        }
    }

    private void Member(CharacterSet set)
    {
        if (TakeNamed(set) || TakeClass(set))
        {
            return;
        }

        var from = at;
        var first = One();
        var last = first;
        if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
        {
            at++;
            last = One();
            if (last < first)
            {
                throw new Re2Exception("invalid character class range", pattern[from..at]);
            }
        }

        set.Add(first, last);
    }

    private bool TakeNamed(CharacterSet set)
    {
        if (!pattern.AsSpan(at).StartsWith("[:"))
        {
            return false;
        }

        var end = pattern.IndexOf(":]", at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        var name = pattern[(at + 2)..end];
        var isNegated = name.StartsWith('^');
        set.Add(CharacterClasses.Named(name.TrimStart('^'), isNegated)
            ?? throw new Re2Exception("invalid character class range", pattern[at..(end + 2)]));
        if (isNegated)
        {
            set.Add(0x10000, LastRune);
        }

        at = end + 2;
        return true;
    }

    /// <summary>An escape that is a class, if one is next.</summary>
    private bool TakeClass(CharacterSet set)
    {
        if (at + 1 >= pattern.Length || pattern[at] != '\\')
        {
            return false;
        }

        var letter = pattern[at + 1];
        if (CharacterClasses.Perl(letter) is { } perl)
        {
            set.Add(perl);
            if (CharacterClasses.HoldsAstral(letter))
            {
                set.Add(0x10000, LastRune);
            }

            at += 2;
            return true;
        }

        if (letter is not ('p' or 'P'))
        {
            return false;
        }

        var (name, isNegated, end) = Property();
        set.Add(CharacterClasses.Unicode(name, isNegated)
            ?? throw new Re2Exception("invalid character class range", pattern[at..end]));
        if (isNegated || name == "Any")
        {
            set.Add(0x10000, LastRune);
        }

        at = end;
        return true;
    }

    /// <summary>The members of a script that an escape excludes; null where it is anything else.</summary>
    private string? NegatedScript()
    {
        var (name, isNegated, end) = Property();
        if (!isNegated || CharacterClasses.Unicode(name, true) is not null)
        {
            return null;
        }

        var script = CharacterClasses.Unicode(name, false);
        at = script is null ? at : end;
        return script;
    }

    private (string Name, bool IsNegated, int End) Property()
    {
        var isNegated = pattern[at + 1] == 'P';
        if (at + 2 >= pattern.Length)
        {
            throw new Re2Exception("invalid character class range", pattern[at..]);
        }

        if (pattern[at + 2] != '{')
        {
            return (pattern[(at + 2)..(at + 3)], isNegated, at + 3);
        }

        var end = pattern.IndexOf('}', at);
        if (end < 0)
        {
            throw new Re2Exception("invalid character class range", pattern[at..]);
        }

        var name = pattern[(at + 3)..end];
        return name.StartsWith('^') ? (name[1..], !isNegated, end + 1) : (name, isNegated, end + 1);
    }

    private int One()
    {
        if (at >= pattern.Length)
        {
            throw new Re2Exception("missing closing ]", pattern[start..]);
        }

        if (pattern[at] == '\\')
        {
            return Escaped();
        }

        var isPair = char.IsHighSurrogate(pattern[at]) && at + 1 < pattern.Length
            && char.IsLowSurrogate(pattern[at + 1]);
        var rune = isPair ? char.ConvertToUtf32(pattern[at], pattern[at + 1]) : pattern[at];
        at += isPair ? 2 : 1;
        return rune;
    }

    /// <summary>An escape that is one character.</summary>
    private int Escaped()
    {
        var from = at;
        if (at + 1 >= pattern.Length)
        {
            throw new Re2Exception("trailing backslash at end of expression", "");
        }

        var c = pattern[at + 1];
        at += 2;
        switch (c)
        {
            case 'x':
                return Hexadecimal(from);
            case '0':
                return Octal(0);
            case >= '1' and <= '7' when at < pattern.Length && pattern[at] is >= '0' and <= '7':
                return Octal(c - '0');
            case 'a' or 'f' or 't' or 'n' or 'r' or 'v':
                return "\a\f\t\n\r\v"["aftnrv".IndexOf(c, StringComparison.Ordinal)];
            case < (char)0x80 when !char.IsAsciiLetterOrDigit(c):
                return c;
            default:
                throw new Re2Exception("invalid escape sequence", pattern[from..at]);
        }
    }

    private int Octal(int value)
    {
        for (var digits = 0; digits < 2 && at < pattern.Length && pattern[at] is >= '0' and <= '7'; digits++)
        {
            value = (value * 8) + (pattern[at++] - '0');
        }

        return value;
    }

    private int Hexadecimal(int from)
    {
        var isBraced = at < pattern.Length && pattern[at] == '{';
        var end = isBraced ? pattern.IndexOf('}', at) : Math.Min(at + 2, pattern.Length);
        var digits = end < 0 ? "" : pattern[(isBraced ? at + 1 : at)..end];
        if (digits.Length is 0 or > 8 || (!isBraced && digits.Length != 2)
            || !int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value is < 0 or > LastRune)
        {
            var shown = end < 0 ? pattern.Length : Math.Min(isBraced ? end + 1 : end, pattern.Length);
            throw new Re2Exception("invalid escape sequence", pattern[from..shown]);
        }

        at = isBraced ? end + 1 : end;
        return value;
    }
}
