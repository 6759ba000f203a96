using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Tables;

/// <summary>Cells of autoscalers: what they scale, and each metric as <c>current/target</c>.</summary>
internal static class AutoscalerCells
{
    private const int MostShown = 2;
    private const string Unknown = "<unknown>";

    public static JsonNode? Read(string way, JsonObject obj)
    {
        var spec = obj["spec"];
        return way switch
        {
            "autoscaler.target" =>
                $"{Cells.Text(spec, "scaleTargetRef.kind", "")}/{Cells.Text(spec, "scaleTargetRef.name", "")}",
            "autoscaler.least" => Cells.Text(spec, "minReplicas", "<unset>"),
            "autoscaler.metrics" => Metrics(AutoscalerVersions.InNewest(obj)),
            _ => throw new InvalidOperationException($"columns.tsv asks for a cell that nobody makes: {way}"),
        };
    }

    private static string Metrics(JsonObject autoscaler)
    {
        var now = autoscaler["status"]?["currentMetrics"] as JsonArray ?? [];
        var all = (autoscaler["spec"]?["metrics"] as JsonArray ?? [])
            .Select((metric, i) => Metric(metric, i < now.Count ? now[i] : null))
            .ToArray();
        var shown = string.Join(", ", all.Take(MostShown));
        return all.Length == 0 ? Cells.None
            : all.Length <= MostShown ? shown
            : string.Create(CultureInfo.InvariantCulture, $"{shown} + {all.Length - MostShown} more...");
    }

    private static string Metric(JsonNode? metric, JsonNode? status)
    {
        var kind = Kind(Cells.Text(metric, "type", ""));
        if (kind.Length == 0)
        {
            return "<unknown type>";
        }

        var (target, current) = (Cells.At(metric, $"{kind}.target"), Cells.At(status, $"{kind}.current"));
        var name = kind is "resource" or "containerResource" ? $"{Cells.Text(metric, $"{kind}.name", "")}: " : "";
        if (target?["averageValue"] is { } each)
        {
            var mark = kind is "object" or "external" ? " (avg)" : "";
            return $"{name}{Cells.Text(current, "averageValue", Unknown)}/{each}{mark}";
        }

        return name.Length > 0
            ? $"{name}{Percent(current, Unknown)}/{Percent(target, "<auto>")}"
            : $"{Cells.Text(current, "value", Unknown)}/{Cells.Text(target, "value", "")}";
    }

    private static string Percent(JsonNode? of, string missing) =>
        of?["averageUtilization"] is { } share ? $"{share}%" : missing;

    private static string Kind(string type) => type switch
    {
        "Resource" => "resource",
        "ContainerResource" => "containerResource",
        "Pods" => "pods",
        "Object" => "object",
        "External" => "external",
        _ => "",
    };
}
