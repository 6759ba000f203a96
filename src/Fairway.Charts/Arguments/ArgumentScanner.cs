using System.Text;

namespace Fairway.Charts.Arguments;

/// <summary>Walks over the text of one <c>--set</c>.</summary>
/// <param name="text">The text.</param>
/// <param name="isLiteral">A backslash means itself.</param>
internal sealed class ArgumentScanner(string text, bool isLiteral)
{
    private int at;

    public bool IsAtEnd => at >= text.Length;

    /// <summary>What is left.</summary>
    public ReadOnlySpan<char> Rest => text.AsSpan(at);

    /// <summary>The next character, which stays.</summary>
    public char Next => text[at];

    public void Skip(int count = 1) => at += count;

    /// <summary>Up to one of the characters, which is passed over; null for that where the text ends
    /// before.</summary>
    public (string Read, char? Stop) Until(string stops)
    {
        var read = new StringBuilder();
        while (at < text.Length)
        {
            var c = text[at++];
            if (stops.Contains(c, StringComparison.Ordinal))
            {
                return (read.ToString(), c);
            }

            if (c == '\\' && !isLiteral)
            {
                if (at == text.Length)
                {
                    break;
                }

                c = text[at++];
            }

            read.Append(c);
        }

        return (read.ToString(), null);
    }

    /// <summary>Spaces up to and with a comma, or to the end: true if there is nothing else.</summary>
    public bool SkipEmpty()
    {
        while (at < text.Length)
        {
            var c = text[at];
            if (c != ',' && !char.IsWhiteSpace(c))
            {
                return false;
            }

            at++;
            if (c == ',')
            {
                return true;
            }
        }

        return true;
    }
}
