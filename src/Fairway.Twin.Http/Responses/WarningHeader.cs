using System.Text;

namespace Fairway.Twin.Http.Responses;

/// <summary>Warning headers (RFC 7234, 5.5) as API servers send them: code 299, no agent, no date.</summary>
internal static class WarningHeader
{
    /// <summary>
    /// All texts of an answer together; beyond, each is cut, so that clients' limits on headers hold.
    /// </summary>
    private const int TotalBudget = 4 * 1024;
    private const int CutTo = 256;

    /// <summary>One value for each different text, in order; empty texts are left out.</summary>
    public static string[] Values(IReadOnlyList<string> texts)
    {
        var distinct = texts.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var cut = distinct.Sum(text => text.Length) > TotalBudget;
        return [.. distinct.Take(cut ? TotalBudget / CutTo : distinct.Count).Select(text => Value(text, cut))];
    }

    private static string Value(string text, bool cut)
    {
        var length = cut ? Math.Min(text.Length, CutTo) : text.Length;
        if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        var value = new StringBuilder("299 - \"", length + 16);
        foreach (var character in text.AsSpan(0, length))
        {
            if (character is '"' or '\\')
            {
                value.Append('\\').Append(character);
            }
            else
            {
                value.Append(char.IsControl(character) ? ' ' : character);
            }
        }

        return value.Append('"').ToString();
    }
}
