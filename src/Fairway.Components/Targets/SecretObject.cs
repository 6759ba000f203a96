using System.Text;
using System.Text.Json.Nodes;
using Fairway.Delivery.Changes;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Targets;

/// <summary>Secrets as API servers keep them, so that a target can be compared with what is live: stringData is turned
/// into data, and base64 is written in one way.</summary>
internal static class SecretObject
{
    private static readonly string[] Members =
        ["apiVersion", "kind", "type", "immutable", "metadata", "data", "stringData"];

    /// <summary>Turns it in place.</summary>
    /// <param name="secret">The Secret.</param>
    /// <param name="place">Where in the chart it was made.</param>
    /// <exception cref="ChangeRefusedException">It is none; no value is in the message.</exception>
    public static void Normalise(JsonObject secret, string place)
    {
        var name = ObjectRef.Of(secret);
        if (secret.Select(member => member.Key).FirstOrDefault(member => !Members.Contains(member)) is { } unknown)
        {
            throw Bad($"{place}: {name} has a field {unknown}, and a Secret has none of that name: take it out");
        }

        var data = new JsonObject();
        foreach (var (key, value) in Map(secret, "data", place))
        {
            data[key] = Canonical(value) ?? throw Bad(
                $"{place}: {name}, data.{key}, is no base64: encode it (b64enc), or put it into stringData");
        }

        // An API server lets stringData win, and forgets it.
        foreach (var (key, value) in Map(secret, "stringData", place))
        {
            data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        }

        Texts(secret["metadata"]?["annotations"], "metadata.annotations", place, name);
        secret.Remove("stringData");
        secret.Remove("data");
        if (data.Count > 0)
        {
            secret["data"] = data;
        }
    }

    private static IEnumerable<(string Key, string Value)> Map(JsonObject secret, string member, string place) =>
        Texts(secret[member], member, place, ObjectRef.Of(secret));

    private static List<(string Key, string Value)> Texts(
        JsonNode? map, string member, string place, ObjectRef name) => map switch
        {
            null => [],
            JsonObject entries => [.. entries.Where(entry => entry.Value is not null || member != "data")
                .Select(entry => (entry.Key, Text(entry.Value) ?? throw Bad(
                    $"{place}: {name}, {member}.{entry.Key}, is no text: quote it")))],
            _ => throw Bad($"{place}: {name}, {member}, is no map"),
        };

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string? Canonical(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count)
            ? Convert.ToBase64String(bytes.AsSpan(0, count))
            : null;
    }

    private static ChangeRefusedException Bad(string message) => new("BadSecret", message);
}
