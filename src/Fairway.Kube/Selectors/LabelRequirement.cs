namespace Fairway.Kube.Selectors;

/// <summary>One requirement on one label: its value is among <paramref name="Values"/> (any value if null), or,
/// negated, is not.</summary>
public sealed record LabelRequirement(string Key, IReadOnlyList<string>? Values, bool Negated)
{
    public static LabelRequirement Parse(string text)
    {
        if (text[^1] == ')')
        {
            return ParseSet(text);
        }

        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at < 0)
        {
            return text[0] == '!' ? new LabelRequirement(text[1..].Trim(), null, true) : new(text, null, false);
        }

        var negated = at > 0 && text[at - 1] == '!';
        var value = text[(at + 1)..].TrimStart('=').Trim();
        return new LabelRequirement(text[..(negated ? at - 1 : at)].Trim(), [value], negated);
    }

    /// <summary>A label that is absent fulfils a negated requirement.</summary>
    public bool Matches(string? value)
    {
        var holds = value is not null && (Values is null || Values.Contains(value, StringComparer.Ordinal));
        return holds != Negated;
    }

    private static LabelRequirement ParseSet(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var words = (open < 0 ? "" : text[..open]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var key, "in" or "notin"])
        {
            throw new FormatException($"'{text}' is no requirement of a label selector.");
        }

        var values = text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
        return new LabelRequirement(key, values, words[1] == "notin");
    }
}
