using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Rendering;

/// <summary>What Helm reads of an object to sort it: numbers and booleans count as texts.</summary>
/// <param name="Kind">Its kind; may be empty.</param>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="Annotations">Null where there are none.</param>
internal sealed record ManifestHead(string Kind, string Name, IReadOnlyDictionary<string, string>? Annotations)
{
    public static ManifestHead None { get; } = new("", "", null);

    /// <exception cref="FormatException">Something is of another type.</exception>
    public static ManifestHead Of(JsonObject map)
    {
        Text(map["apiVersion"], "apiVersion");
        var metadata = map["metadata"] switch
        {
            null => null,
            JsonObject inner => inner,
            _ => throw new FormatException("metadata must be a map"),
        };
        return new ManifestHead(
            Text(map["kind"], "kind"),
            Text(metadata?["name"], "metadata.name"),
            metadata?["annotations"] switch
            {
                null => null,
                JsonObject annotations => annotations.ToDictionary(
                    pair => pair.Key, pair => Text(pair.Value, $"metadata.annotations.{pair.Key}"),
                    StringComparer.Ordinal),
                _ => throw new FormatException("metadata.annotations must be a map"),
            });
    }

    private static string Text(JsonNode? node, string path) => node switch
    {
        null => "",
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number when value.TryGetValue<double>(out var number) && !value.TryGetValue<long>(out _) =>
                GoNumber.Shortest(number),
            _ => value.ToJsonString(),
        },
        _ => throw new FormatException($"{path} must be a text"),
    };
}
