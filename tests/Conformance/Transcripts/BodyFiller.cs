using System.Globalization;
using System.Text.Json.Nodes;

namespace Fairway.Conformance.Transcripts;

/// <summary>Puts the values of placeholders into a recorded body, keys too.</summary>
internal static class BodyFiller
{
    /// <exception cref="UnlearnedValueException">It needs a value that no answer has shown.</exception>
    public static JsonNode? Fill(JsonNode? node, Bindings bindings) =>
        node switch
        {
            JsonObject fields => new JsonObject(
                fields.Select(field =>
                    KeyValuePair.Create(Template.Of(field.Key).Fill(bindings), Fill(field.Value, bindings))
                )
            ),
            JsonArray list => new JsonArray([.. list.Select(element => Fill(element, bindings))]),
            JsonValue value when value.TryGetValue<string>(out var text) => FillText(text, bindings),
            _ => node?.DeepClone(),
        };

    private static JsonValue FillText(string text, Bindings bindings)
    {
        var template = Template.Of(text);
        var isPort = template.Names.Any(name =>
            name.StartsWith("port:", StringComparison.Ordinal) && text == $"<{name}>"
        );
        var filled = template.Fill(bindings);
        return isPort ? JsonValue.Create(int.Parse(filled, CultureInfo.InvariantCulture)) : JsonValue.Create(filled);
    }
}
