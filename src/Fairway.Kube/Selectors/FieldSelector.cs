using System.Text.Json;

namespace Fairway.Kube.Selectors;

/// <summary>A field selector: <c>metadata.name=a,spec.nodeName!=b</c>. A field that is absent counts as the empty
/// string.</summary>
internal sealed class FieldSelector
{
    private readonly List<LabelRequirement> _requirements = [];

    /// <summary>Parses a selector; an empty text matches everything.</summary>
    public static FieldSelector Parse(string? text)
    {
        var selector = new FieldSelector();
        foreach (var part in (text ?? "").Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            selector._requirements.Add(LabelRequirement.Parse(part));
        }

        return selector;
    }

    /// <summary>True if all requirements hold for the object.</summary>
    public bool Matches(JsonElement item) =>
        _requirements.TrueForAll(requirement => requirement.Matches(Value(item, requirement.Key)));

    private static string Value(JsonElement item, string path)
    {
        var at = item;
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return "";
            }
        }

        return at.ValueKind == JsonValueKind.String ? at.GetString()! : at.GetRawText();
    }
}
