using System.Text;

namespace Fairway.Cel.Syntax;

/// <summary>The text of an expression, with the lines and columns that messages name.</summary>
internal sealed class SourceText
{
    private const int LongestSnippet = 16_384;

    private readonly List<int> lineStarts = [0];

    public SourceText(string text)
    {
        Text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                lineStarts.Add(i + 1);
            }
        }
    }

    public string Text { get; }

    /// <summary>Line from 1 and column from 0, in code points.</summary>
    public (int Line, int Column) Locate(int offset)
    {
        var found = lineStarts.BinarySearch(offset);
        var line = found < 0 ? ~found - 1 : found;
        return (line + 1, Width(Text.AsSpan(lineStarts[line], offset - lineStarts[line])));
    }

    /// <summary>The line with a mark under the column: two lines, each behind a line break.</summary>
    public string Snippet(int line, int column)
    {
        var start = lineStarts[line - 1];
        var end = line < lineStarts.Count ? lineStarts[line] - 1 : Text.Length;
        var shown = Text[start..end].Replace('\t', ' ');
        if (Encoding.UTF8.GetByteCount(shown) > LongestSnippet)
        {
            return "";
        }

        var marks = new StringBuilder();
        var rest = shown.AsSpan();
        for (var i = 0; i <= column; i++)
        {
            var isLast = i == column;
            if (!isLast && rest.IsEmpty)
            {
                continue;
            }

            // A wide character takes a wide mark, so that the arrow stands under its place.
            Rune.DecodeFromUtf16(rest, out var rune, out var taken);
            var isWide = !rest.IsEmpty && rune.Value > 127;
            marks.Append(isLast ? isWide ? '\uff3e' : '^' : isWide ? '\uff0e' : '.');
            rest = rest[taken..];
        }

        return $"\n | {shown}\n | {marks}";
    }

    private static int Width(ReadOnlySpan<char> text)
    {
        var width = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            width++;
        }

        return width;
    }
}
