using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fairway.Schema.Json;
using Fairway.Schema.Protobuf;

namespace Fairway.Tests.Schema.Protobuf;

/// <summary>
/// Objects, lists and Statuses that a real API server was seen to answer, of kinds that have a protobuf form.
/// </summary>
internal static partial class RecordedObjects
{
    public static IEnumerable<JsonObject> All() =>
        from file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Schema"), "*.jsonl").Order()
        from line in File.ReadLines(file)
        let step = JsonReader.Read(Encoding.UTF8.GetBytes(Fill(line))).Node!.AsObject()
        where step["compare"]?["keep"] is null
        from value in Of(step["response"])
        where ProtobufWriter.Knows(Text(value, "apiVersion"), Text(value, "kind"))
        select WithoutInnerKinds(value);

    public static string Text(JsonObject value, string name) => value[name]?.GetValue<string>() ?? "";

    /// <summary>Objects in objects lose their kind: only the envelope names one.</summary>
    private static JsonObject WithoutInnerKinds(JsonObject value)
    {
        foreach (var claim in value["spec"]?["volumeClaimTemplates"] as JsonArray ?? [])
        {
            claim!.AsObject().Remove("kind");
            claim.AsObject().Remove("apiVersion");
        }

        return value;
    }

    private static IEnumerable<JsonObject> Of(JsonNode? response)
    {
        var events = response?["events"] as JsonArray ?? [];
        return events.Select(e => e!["object"]).Append(response?["body"]).OfType<JsonObject>();
    }

    private static string Fill(string line) => Placeholder().Replace(
        Port().Replace(line, "30001").Replace("<time>", "2026-01-02T03:04:05Z", StringComparison.Ordinal),
        "$1.$2");

    [GeneratedRegex("\"<port:[0-9]+>\"")]
    private static partial Regex Port();

    [GeneratedRegex("<([a-z]+):?([0-9]*)>")]
    private static partial Regex Placeholder();
}
