using System.Text.Json.Nodes;

namespace Fairway.Charts.Archives;

/// <summary>Reads Chart.yaml.</summary>
internal static class MetadataReader
{
    private const string File = "Chart.yaml";

    // The keys that templates see under Go's names.
    private static readonly (string Key, string Field)[] Known =
    [
        ("name", "Name"), ("home", "Home"), ("sources", "Sources"), ("version", "Version"),
        ("description", "Description"), ("keywords", "Keywords"), ("maintainers", "Maintainers"), ("icon", "Icon"),
        ("apiVersion", "APIVersion"), ("condition", "Condition"), ("tags", "Tags"), ("appVersion", "AppVersion"),
        ("deprecated", "Deprecated"), ("annotations", "Annotations"), ("kubeVersion", "KubeVersion"),
        ("dependencies", "Dependencies"), ("type", "Type"),
    ];

    /// <exception cref="ChartException">Something is missing, or not supported.</exception>
    public static ChartMetadata Read(ReadOnlyMemory<byte> content)
    {
        var map = ChartReader.ReadMap(File, content);
        if (Text(map, "apiVersion") != "v2")
        {
            throw new ChartException("Chart.yaml: apiVersion must be v2", File);
        }

        if (map["dependencies"] is JsonArray { Count: > 0 })
        {
            throw new ChartException(
                "Chart.yaml: dependencies are not supported yet; put their templates into the chart", File);
        }

        if (Text(map, "type") is not ("" or "application"))
        {
            throw new ChartException("Chart.yaml: only charts of type application can be rendered", File);
        }

        var fields = new JsonObject { ["IsRoot"] = true };
        foreach (var (key, field) in Known)
        {
            fields[field] = map[key]?.DeepClone() ?? Absent(key);
        }

        return new ChartMetadata(Required(map, "name"), Required(map, "version"), Text(map, "appVersion"), fields);
    }

    /// <summary>What templates see of a key that is not there.</summary>
    private static JsonNode? Absent(string key) => key switch
    {
        "sources" or "keywords" or "maintainers" or "dependencies" => new JsonArray(),
        "annotations" => null,
        "deprecated" => false,
        _ => "",
    };

    private static string Required(JsonObject map, string key) =>
        Text(map, key) is { Length: > 0 } text ? text : throw new ChartException($"Chart.yaml: {key} is missing", File);

    private static string Text(JsonObject map, string key) => map[key] switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw new ChartException($"Chart.yaml: {key} must be a string; put it in quotes", File),
    };
}
