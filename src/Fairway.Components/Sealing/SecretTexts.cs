using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Components.Composition;

namespace Fairway.Components.Sealing;

/// <summary>The secret texts of one rendering, to be found where they must not be. Texts of fewer than six characters
/// are not looked for: they would be found everywhere.</summary>
internal sealed class SecretTexts
{
    private const int Least = 6;

    private readonly ImmutableArray<(string Path, string Text, string Base64)> texts;

    public SecretTexts(EffectiveValues values) => texts =
    [
        .. from path in values.Secrets
           let text = ValuePath.Find(values.Values, path)!.GetValue<string>()
           where text.Length >= Least
           orderby text.Length descending
           select (path, text, Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
    ];

    /// <summary>The words without the texts.</summary>
    public string Redact(string words)
    {
        foreach (var (path, text, base64) in texts)
        {
            words = words.Replace(text, $"(secret {path})", StringComparison.Ordinal)
                .Replace(base64, $"(secret {path})", StringComparison.Ordinal);
        }

        return words;
    }

    /// <summary>The first place in an object that holds one of the texts, and the path of its value; null where none
    /// does.</summary>
    public (string Place, string Path)? FindIn(JsonObject item) =>
        texts.IsEmpty ? null : FindIn(item, "");

    private (string Place, string Path)? FindIn(JsonNode? node, string place) => node switch
    {
        JsonObject map => map.Select(member => FindIn(member.Value, $"{place}.{member.Key}"))
            .FirstOrDefault(found => found is not null),
        JsonArray list => list.Select((item, index) => FindIn(item, $"{place}[{index}]"))
            .FirstOrDefault(found => found is not null),
        JsonValue value when value.TryGetValue<string>(out var text) => Find(text) is { } path
            ? (place.TrimStart('.'), path)
            : null,
        _ => null,
    };

    private string? Find(string words) => texts.FirstOrDefault(one =>
        words.Contains(one.Text, StringComparison.Ordinal)
        || words.Contains(one.Base64, StringComparison.Ordinal)).Path;
}
