namespace Fairway.Kube.Selectors;

/// <summary>A label selector as the API's query parameter writes it: all of its requirements must hold.</summary>
public sealed class LabelSelector
{
    private readonly List<LabelRequirement> _requirements = [];

    /// <summary>Parses <c>a=b,c!=d,e in (f,g),h notin (i),j,!k</c>. An empty text matches everything.</summary>
    /// <exception cref="FormatException">No such selector.</exception>
    public static LabelSelector Parse(string? text)
    {
        var selector = new LabelSelector();
        foreach (var part in Split(text ?? ""))
        {
            selector._requirements.Add(LabelRequirement.Parse(part));
        }

        return selector;
    }

    /// <summary>True if all requirements hold; <paramref name="label"/> gives the value of a label, or null.</summary>
    public bool Matches(Func<string, string?> label) =>
        _requirements.TrueForAll(requirement => requirement.Matches(label(requirement.Key)));

    /// <summary>At commas that stand in no parentheses.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var depth = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            var character = at < text.Length ? text[at] : ',';
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            if (character != ',' || (depth > 0 && at < text.Length))
            {
                continue;
            }

            var part = text[start..at].Trim();
            start = at + 1;
            if (part.Length > 0)
            {
                yield return part;
            }
        }
    }
}
