using System.Globalization;
using System.Text;

namespace Fairway.Schema.Patterns;

/// <summary>Reads a pattern of RE2 from left to right and writes the same in .NET's syntax.</summary>
internal sealed class Re2Reader
{
    // Go's limits: how often something may be repeated, all nested repetitions multiplied, and how deep groups nest.
    private const int MostRepeats = 1000;
    private const int MostDepth = 1000;

    private readonly string pattern;
    private readonly StringBuilder written = new();
    private readonly List<string> names = [];
    private readonly Stack<Group> open = new();
    private Flags flags;
    private int at;

    // Where the last item begins in what is written, for what repeats it; below zero where there is nothing to repeat.
    private int itemStart = -1;
    private int lastRepeatAt = -1;
    private long itemRepeats = 1;
    private long groupRepeats = 1;

    private Re2Reader(string pattern) => this.pattern = pattern;

    [Flags]
    private enum Flags : byte
    {
        None = 0,
        IgnoreCase = 1,
        ManyLines = 2,
        DotIsAll = 4,
        Lazy = 8,
    }

    private readonly record struct Group(Flags Before, int Start, long Repeats);

    private bool IsAtEnd => at >= pattern.Length;

    /// <exception cref="Re2Exception">It is no pattern of RE2.</exception>
    public static Re2Pattern Read(string pattern) => new Re2Reader(pattern).Run();

    private Re2Pattern Run()
    {
        while (!IsAtEnd)
        {
            Next();
        }

        return open.Count == 0
            ? new Re2Pattern(written.ToString(), names)
            : throw new Re2Exception("missing closing )", pattern);
    }

    private void Next()
    {
        var c = pattern[at];
        switch (c)
        {
            case '(':
                OpenGroup();
                break;
            case ')':
                CloseGroup();
                break;
            case '|':
                at++;
                written.Append('|');
                itemStart = -1;
                break;
            case '*' or '+' or '?':
                Repeat(at, at + 1, c.ToString(), 1);
                break;
            case '{' when Counts() is { } counts:
                Repeat(at, counts.End, pattern[at..counts.End], counts.Most);
                break;
            case '[':
                Item(new Re2ClassReader(pattern, at));
                break;
            case '\\':
                Escape();
                break;
            default:
                Simple(c);
                break;
        }
    }

    private void Simple(char c)
    {
        var width = char.IsHighSurrogate(c) && at + 1 < pattern.Length && char.IsLowSurrogate(pattern[at + 1]) ? 2 : 1;
        var rune = width == 2 ? char.ConvertToUtf32(c, pattern[at + 1]) : c;
        at += width;
        var isManyLines = flags.HasFlag(Flags.ManyLines);
        Item(c switch
        {
            '.' => CharacterSet.Any(flags.HasFlag(Flags.DotIsAll)),
            '^' => isManyLines ? "(?m:^)" : "\\A",
            '$' => isManyLines ? "(?m:$)" : "\\z",
            _ => CharacterSet.One(rune),
        });
    }

    private void Item(string text)
    {
        itemStart = written.Length;
        itemRepeats = 1;
        written.Append(text);
    }

    private void Item(Re2ClassReader reader)
    {
        var text = reader.Read();
        at = reader.End;
        Item(text);
    }

    private void Escape()
    {
        if (at + 1 >= pattern.Length)
        {
            throw new Re2Exception("trailing backslash at end of expression", "");
        }

        var c = pattern[at + 1];
        switch (c)
        {
            case 'A' or 'z' or 'b' or 'B':
                at += 2;
                Item($"\\{c}");
                break;
            case 'Q':
                Literal();
                break;
            case 'C':
                throw new Re2Exception("invalid escape sequence", "\\C");
            default:
                Item(Re2ClassReader.Alone(pattern, at, out at));
                break;
        }
    }

    /// <summary>Everything up to <c>\E</c> as it is.</summary>
    private void Literal()
    {
        var start = at + 2;
        var end = pattern.IndexOf("\\E", start, StringComparison.Ordinal);
        var text = end < 0 ? pattern[start..] : pattern[start..end];
        foreach (var rune in text.EnumerateRunes())
        {
            Item(CharacterSet.One(rune.Value));
        }

        at = end < 0 ? pattern.Length : end + 2;
    }

    private void OpenGroup()
    {
        if (open.Count >= MostDepth)
        {
            throw new Re2Exception("expression nests too deeply", pattern);
        }

        var before = flags;
        if (at + 1 < pattern.Length && pattern[at + 1] == '?')
        {
            if (!OpenPerl())
            {
                return;
            }
        }
        else
        {
            at++;
            names.Add("");
            written.Append('(');
        }

        open.Push(new Group(before, written.Length - (written[^1] == ':' ? 3 : 1), groupRepeats));
        groupRepeats = 1;
        itemStart = -1;
    }

    /// <summary>A group with a question mark. False where it only sets flags.</summary>
    private bool OpenPerl()
    {
        var rest = pattern.AsSpan(at);
        if (rest.StartsWith("(?P<") || (rest.StartsWith("(?<") && !rest.StartsWith("(?<=") && !rest.StartsWith("(?<!")))
        {
            Named(rest.StartsWith("(?P<") ? at + 4 : at + 3);
            written.Append('(');
            return true;
        }

        var (set, isSetting, end) = (flags, true, at + 2);
        for (var hasFlag = false; end < pattern.Length; end++)
        {
            var c = pattern[end];
            if (c is ':' or ')' && (isSetting || hasFlag))
            {
                return Flagged(set, end);
            }

            var flag = c switch
            {
                'i' => Flags.IgnoreCase,
                'm' => Flags.ManyLines,
                's' => Flags.DotIsAll,
                'U' => Flags.Lazy,
                '-' when isSetting => Flags.None,
                _ => throw new Re2Exception("invalid or unsupported Perl syntax", pattern[at..(end + 1)]),
            };
            hasFlag = flag != Flags.None;
            isSetting &= c != '-';
            set = isSetting ? set | flag : set & ~flag;
        }

        throw new Re2Exception("missing closing )", pattern);
    }

    private bool Flagged(Flags set, int end)
    {
        at = end + 1;
        if (set.HasFlag(Flags.IgnoreCase) != flags.HasFlag(Flags.IgnoreCase))
        {
            // .NET has the flag until the group ends, as RE2 has it.
            written.Append(set.HasFlag(Flags.IgnoreCase) ? "(?i" : "(?-i");
        }
        else
        {
            written.Append("(?");
        }

        if (pattern[end] == ')')
        {
            flags = set;
            if (written[^1] == '?')
            {
                written.Length -= 2;
            }
            else
            {
                written.Append(')');
            }

            return false;
        }

        written.Append(':');
        flags = set;
        return true;
    }

    private void Named(int start)
    {
        var end = pattern.IndexOf('>', start);
        var name = end < 0 ? "" : pattern[start..end];
        if (end < 0 || name.Length == 0 || !name.All(c => c == '_' || char.IsLetterOrDigit(c)))
        {
            throw new Re2Exception("invalid named capture", end < 0 ? pattern[at..] : pattern[at..(end + 1)]);
        }

        if (names.Contains(name))
        {
            throw new Re2Exception("duplicate capture group name", name);
        }

        names.Add(name);
        at = end + 1;
    }

    private void CloseGroup()
    {
        if (!open.TryPop(out var group))
        {
            throw new Re2Exception("unexpected )", pattern);
        }

        at++;
        written.Append(')');
        flags = group.Before;
        itemStart = group.Start;
        itemRepeats = groupRepeats;
        groupRepeats = group.Repeats;
    }

    private (int End, int Most)? Counts()
    {
        var end = pattern.IndexOf('}', at);
        var parts = end < 0 ? [] : pattern[(at + 1)..end].Split(',');
        if (parts.Length is 0 or > 2 || !IsNumber(parts[0]) || (parts.Length == 2 && parts[1].Length > 0
            && !IsNumber(parts[1])))
        {
            return null;
        }

        var text = pattern[at..(end + 1)];
        var least = Number(parts[0]);
        var most = parts.Length == 1 ? least : parts[1].Length == 0 ? Math.Max(least, 1) : Number(parts[1]);
        return least <= MostRepeats && most <= MostRepeats && least <= Math.Max(most, least)
            && (parts.Length == 1 || parts[1].Length == 0 || least <= most)
            ? (end + 1, most)
            : throw new Re2Exception("invalid repeat count", text);
    }

    private static bool IsNumber(string text) =>
        text.Length > 0 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0');

    private static int Number(string text) =>
        text.Length > 5 ? int.MaxValue : int.Parse(text, CultureInfo.InvariantCulture);

    private void Repeat(int start, int end, string operation, int times)
    {
        var isLazy = end < pattern.Length && pattern[end] == '?';
        var after = isLazy ? end + 1 : end;
        if (lastRepeatAt == start)
        {
            var first = LastOperation(start);
            throw new Re2Exception("invalid nested repetition operator", pattern[first..after]);
        }

        if (itemStart < 0)
        {
            throw new Re2Exception("missing argument to repetition operator", pattern[start..after]);
        }

        itemRepeats *= Math.Max(times, 1);
        groupRepeats = Math.Max(groupRepeats, itemRepeats);
        if (itemRepeats > MostRepeats)
        {
            throw new Re2Exception("invalid repeat count", operation);
        }

        // In a group of its own, since .NET cannot repeat an anchor, and what is repeated may be several characters.
        written.Insert(itemStart, "(?:").Append(')').Append(operation);
        if (isLazy != flags.HasFlag(Flags.Lazy))
        {
            written.Append('?');
        }

        at = after;
        lastRepeatAt = after;
    }

    private int LastOperation(int end)
    {
        var start = end - 1;
        if (pattern[start] == '?' && start > 0 && pattern[start - 1] is '*' or '+' or '?' or '}')
        {
            start--;
        }

        return pattern[start] == '}' ? pattern.LastIndexOf('{', start) : start;
    }
}
