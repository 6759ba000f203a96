namespace Fairway.Charts.Rendering;

/// <summary>White space as Go's <c>strings.TrimSpace</c> has it, of texts that hold bytes.</summary>
internal static class GoSpace
{
    private static readonly string[] Wide =
        [.. ("\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
            + "\u2028\u2029\u202f\u205f\u3000")
            .Select(space => Values.ByteText.FromUnicode(space.ToString()))];

    public static string Trim(string bytes) => TrimEnd(TrimStart(bytes));

    public static string TrimStart(string bytes)
    {
        var start = 0;
        while (start < bytes.Length)
        {
            var length = IsPlain(bytes[start]) ? 1
                : Wide.FirstOrDefault(space => bytes.AsSpan(start).StartsWith(space))?.Length ?? 0;
            if (length == 0)
            {
                break;
            }

            start += length;
        }

        return bytes[start..];
    }

    public static string TrimEnd(string bytes)
    {
        var end = bytes.Length;
        while (end > 0)
        {
            var length = IsPlain(bytes[end - 1]) ? 1
                : bytes[end - 1] < 0x80 ? 0
                : Wide.FirstOrDefault(space => bytes.AsSpan(0, end).EndsWith(space))?.Length ?? 0;
            if (length == 0)
            {
                break;
            }

            end -= length;
        }

        return bytes[..end];
    }

    private static bool IsPlain(char c) => c is ' ' or (>= '\t' and <= '\r');
}
