namespace Fairway.Schema.Yaml;

/// <summary>In which styles a string may be written, by what is in it.</summary>
internal readonly record struct YamlTextStyle(bool Multiline, bool Plain, bool Single, bool Block)
{
    /// <summary>What a text admits, outside flow collections.</summary>
    public static YamlTextStyle Of(string text)
    {
        if (text.Length == 0)
        {
            return new YamlTextStyle(false, true, true, false);
        }

        var seen = new Sights();
        seen.Indicator = text.StartsWith("---", StringComparison.Ordinal)
            || text.StartsWith("...", StringComparison.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            seen.Look(text, i);
        }

        return seen.Style();
    }

    public static bool IsBreak(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    public static bool IsPrintable(char c) =>
        c is '\n' or (>= ' ' and <= '~') or (>= '\u00a0' and < '\ud800')
            or (>= '\ue000' and <= '\ufffd' and not '\ufeff');

    private struct Sights
    {
        public bool Indicator;
        private bool special;
        private bool breaks;
        private bool leading;
        private bool trailingSpace;
        private bool trailingBreak;
        private bool breakThenSpace;
        private bool spaceThenBreak;

        public void Look(string text, int at)
        {
            var c = text[at];
            Indicator |= IsIndicator(text, at);
            special |= !IsPrintable(c);
            var last = at == text.Length - 1;
            if (c == ' ')
            {
                leading |= at == 0;
                trailingSpace |= last;
                breakThenSpace |= at > 0 && IsBreak(text[at - 1]);
            }
            else if (IsBreak(c))
            {
                breaks = true;
                leading |= at == 0;
                trailingBreak |= last;
                spaceThenBreak |= at > 0 && text[at - 1] == ' ';
            }
        }

        public readonly YamlTextStyle Style()
        {
            var unfit = spaceThenBreak || special;
            return new YamlTextStyle(
                breaks,
                !(unfit || leading || trailingSpace || trailingBreak || breakThenSpace || breaks || Indicator),
                !(unfit || breakThenSpace),
                !(unfit || trailingSpace));
        }

        private static bool IsIndicator(string text, int at)
        {
            var blankNext = at + 1 >= text.Length || text[at + 1] is ' ' or '\t' || IsBreak(text[at + 1]);
            return at == 0
                ? "#,[]{}&*!|>'\"%@`".Contains(text[0], StringComparison.Ordinal)
                    || (text[0] is '?' or ':' or '-' && blankNext)
                : (text[at] == ':' && blankNext)
                    || (text[at] == '#' && (text[at - 1] is ' ' or '\t' || IsBreak(text[at - 1])));
        }
    }
}
