using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fairway.Schema;

namespace Fairway.Tests.Merge.Transcripts;

/// <summary>What a real API server answered, as golden data.</summary>
internal static partial class Recording
{
    /// <summary>Every recorded time reads so.</summary>
    public static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Dictionary<(string Version, string Kind), SchemaNode> Schemas = BuiltInSchemas.Names
        .Select(n => BuiltInSchemas.Find(n)!)
        .Where(s => s.Kind is not null)
        .ToDictionary(s => (ApiVersion(s.Kind!.Value), s.Kind.Value.Kind));

    /// <summary>Steps of an area, in order, scenario by scenario.</summary>
    public static IEnumerable<IGrouping<string, RecordedStep>> Scenarios(string area)
    {
        using var stream = typeof(Recording).Assembly.GetManifestResourceStream($"transcripts/{area}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => (JsonObject)JsonNode.Parse(Fill(l))!)
            .Where(s => s["kind"]!.GetValue<string>() == "request" && s["response"] is not null)
            .Select(s => new RecordedStep(
                $"{area}/{s["scenario"]!.GetValue<string>()}",
                s["step"]!.GetValue<int>(),
                (JsonObject)s["request"]!,
                (JsonObject)s["response"]!,
                s["compare"] as JsonObject))
            .GroupBy(s => s.Scenario)
            .ToList();
    }

    /// <summary>The schema of an object; null for custom resources.</summary>
    public static SchemaNode? Schema(JsonObject item) =>
        Schemas.GetValueOrDefault((Text(item, "apiVersion"), Text(item, "kind")));

    /// <summary>Gives placeholders values without characters that JSON in Go escapes.</summary>
    private static string Fill(string line) =>
        Placeholder().Replace(line.Replace("<time>", "2026-01-02T03:04:05Z", StringComparison.Ordinal), "$1.$2");

    [GeneratedRegex("<([a-z]+):?([0-9]*)>")]
    private static partial Regex Placeholder();

    private static string ApiVersion(GroupVersionKind kind) =>
        kind.Group.Length == 0 ? kind.Version : $"{kind.Group}/{kind.Version}";

    public static string Text(JsonObject item, string name) => item[name]?.GetValue<string>() ?? "";
}
