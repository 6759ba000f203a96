namespace Fairway.Charts.Rendering;

/// <summary>Cuts what a file printed into documents where Helm does: at three dashes that begin a line.</summary>
internal static class ManifestSplitter
{
    private const string Separator = "---";

    /// <summary>Where each document that is not empty begins and ends.</summary>
    public static IEnumerable<Range> Split(string text)
    {
        var start = SkipSpace(text, 0);
        var consumed = start;
        var from = start;
        while (from <= text.Length)
        {
            var dashes = text.IndexOf(Separator, from, StringComparison.Ordinal);
            if (dashes < 0)
            {
                break;
            }

            // The white space before the dashes is part of the separator, and must hold the end of a line.
            var end = SkipSpaceBack(text, dashes, consumed);
            var separates = dashes == start || (dashes > consumed && text[dashes - 1] == '\n');
            if (!separates)
            {
                from = dashes + 1;
                continue;
            }

            if (end > consumed)
            {
                yield return consumed..end;
            }

            consumed = from = SkipSpace(text, dashes + Separator.Length);
        }

        if (consumed < text.Length)
        {
            yield return consumed..text.Length;
        }
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && IsSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int SkipSpaceBack(string text, int at, int limit)
    {
        while (at > limit && IsSpace(text[at - 1]))
        {
            at--;
        }

        return at;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\f' or '\r';
}
