using Fairway.Cel.Values;

namespace Fairway.Cel.Functions;

/// <summary>Where a text stands in another, in code points; -1 for nowhere.</summary>
internal static class TextSearch
{
    public static CelValue First(string text, string wanted, long from)
    {
        // Nothing stands wherever it is looked for, be that beyond the text.
        if (wanted.Length == 0)
        {
            return CelInt.Of(from);
        }

        if (from < 0)
        {
            return OutOfRange(from);
        }

        var size = CodePoints.Count(text);

        if (from >= size)
        {
            return CelInt.Of(-1);
        }

        var found = text.IndexOf(wanted, CodePoints.Offset(text, from), StringComparison.Ordinal);
        return CelInt.Of(found < 0 ? -1 : CodePoints.Count(text[..found]));
    }

    public static CelValue Last(string text, string wanted)
    {
        var size = CodePoints.Count(text);
        return wanted.Length == 0 ? CelInt.Of(size)
            : text.Length < wanted.Length ? CelInt.Of(-1)
            : Last(text, wanted, size - 1);
    }

    public static CelValue Last(string text, string wanted, long from)
    {
        // Nothing stands wherever it is looked for, be that beyond the text.
        if (wanted.Length == 0)
        {
            return CelInt.Of(from);
        }

        if (from < 0)
        {
            return OutOfRange(from);
        }

        var size = CodePoints.Count(text);

        if (from >= size)
        {
            return CelInt.Of(-1);
        }

        var end = Math.Min(CodePoints.Offset(text, from) + wanted.Length, text.Length);
        var found = text[..end].LastIndexOf(wanted, StringComparison.Ordinal);
        return CelInt.Of(found < 0 ? -1 : CodePoints.Count(text[..found]));
    }

    private static CelError OutOfRange(long index) => new($"index out of range: {index}");
}
