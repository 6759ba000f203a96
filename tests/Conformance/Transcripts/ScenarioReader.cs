using System.Text.Json.Nodes;

namespace Fairway.Conformance.Transcripts;

/// <summary>Makes a <see cref="Scenario"/> of its recorded lines.</summary>
internal static class ScenarioReader
{
    public static Scenario Read(JsonObject head, IReadOnlyList<JsonObject> steps) =>
        new(
            Text(head, "area")!,
            Text(head, "scenario")!,
            Strings(head["namespaces"]),
            head["rvMonotonic"]?.GetValue<bool>() ?? false,
            OwnManagers(steps),
            [.. steps.Select(ReadStep)]
        );

    private static Step ReadStep(JsonObject step) =>
        new(
            step["step"]!.GetValue<int>(),
            Text(step, "kind")!,
            Text(step, "note"),
            step["request"] is JsonObject request ? ReadRequest(request) : null,
            step["response"] as JsonObject,
            ReadComparison(step["compare"]),
            Text(step, "watch"),
            ReadUntil(step["until"]),
            step["poll"]?["timeoutSeconds"]?.GetValue<double>() ?? 0
        );

    private static RecordedRequest ReadRequest(JsonObject request) =>
        new(
            Text(request, "method")!,
            Text(request, "path")!,
            Pairs(request["query"]),
            Pairs(request["headers"]),
            request["body"],
            Text(request, "rawBody")
        );

    private static Comparison ReadComparison(JsonNode? compare) =>
        compare is null
            ? Comparison.Plain
            : new Comparison(
                compare["keep"] is { } keep ? Strings(keep) : null,
                Strings(compare["drop"]),
                Strings(compare["unordered"]).ToHashSet(StringComparer.Ordinal),
                compare["body"]?.GetValue<bool>() ?? true
            );

    private static Until? ReadUntil(JsonNode? until) =>
        until is null
            ? null
            : new Until(
                until["count"]?.GetValue<int>(),
                until["type"]?.GetValue<string>(),
                until["initialEventsEnd"]?.GetValue<bool>() ?? false,
                until["ignoreBookmarks"]?.GetValue<bool>() ?? false,
                until["timeoutSeconds"]?.GetValue<double>() ?? 20
            );

    private static HashSet<string> OwnManagers(IEnumerable<JsonObject> steps)
    {
        var managers = new HashSet<string>(StringComparer.Ordinal) { "transcript", "before-first-apply" };
        foreach (var request in steps.Select(step => step["request"]).OfType<JsonObject>())
        {
            managers.UnionWith(
                Pairs(request["query"]).Where(pair => pair.Key == "fieldManager").Select(pair => pair.Value)
            );
            AddManagersOf(request["body"], managers);
        }

        return managers;
    }

    private static void AddManagersOf(JsonNode? node, HashSet<string> managers)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
            {
                AddManagersOf(item, managers);
            }
        }
        else if (node is JsonObject fields)
        {
            foreach (var (key, value) in fields)
            {
                if (key == "managedFields" && value is JsonArray entries)
                {
                    managers.UnionWith(entries.Select(entry => entry?["manager"]?.ToString() ?? ""));
                }

                AddManagersOf(value, managers);
            }
        }
    }

    private static List<KeyValuePair<string, string>> Pairs(JsonNode? node)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var (key, value) in node as JsonObject ?? [])
        {
            var values = value is JsonArray list ? list.Select(item => item!.ToString()) : [value!.ToString()];
            pairs.AddRange(values.Select(item => KeyValuePair.Create(key, item)));
        }

        return pairs;
    }

    private static List<string> Strings(JsonNode? node) =>
        node is JsonArray list ? [.. list.Select(item => item!.GetValue<string>())] : [];

    private static string? Text(JsonObject item, string key) => item[key]?.GetValue<string>();
}
