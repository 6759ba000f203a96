namespace Fairway.Schema.Decoding;

/// <summary>Checks bytes that JSON holds as base64: standard alphabet, padded; line breaks are skipped.</summary>
internal static class Base64Text
{
    private const string LineBreaks = "\r\n";

    /// <exception cref="SchemaMismatchException">
    /// The text is no base64; the message names the first byte that does not fit.
    /// </exception>
    public static void Check(string text)
    {
        if (System.Buffers.Text.Base64.IsValid(text) && !text.AsSpan().ContainsAny(' ', '\t'))
        {
            return;
        }

        throw new SchemaMismatchException($"illegal base64 data at input byte {FaultOf(text)}");
    }

    private static int FaultOf(string text)
    {
        var inQuad = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (LineBreaks.Contains(c, StringComparison.Ordinal))
            {
                continue;
            }

            if (c == '=')
            {
                return inQuad < 2 ? i : AfterPadding(text, i, inQuad);
            }

            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '/'))
            {
                return i;
            }

            inQuad = (inQuad + 1) % 4;
        }

        return text.Length - inQuad;
    }

    private static int AfterPadding(string text, int at, int inQuad)
    {
        var padding = 4 - inQuad;
        for (var i = at; i < text.Length; i++)
        {
            if (LineBreaks.Contains(text[i], StringComparison.Ordinal))
            {
                continue;
            }

            if (padding == 0 || text[i] != '=')
            {
                return i;
            }

            padding--;
        }

        return text.Length;
    }
}
