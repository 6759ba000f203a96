using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Tables;

/// <summary>Reads the cells of tables out of objects.</summary>
internal static class Cells
{
    public const string None = "<none>";
    private const string Unknown = "<unknown>";

    /// <param name="cell">The way, and after a colon the path: <c>text:status.podIP</c>.</param>
    /// <param name="obj">The row's object.</param>
    /// <param name="now">For ages.</param>
    public static JsonNode? Read(string cell, JsonObject obj, DateTimeOffset now)
    {
        var colon = cell.IndexOf(':', StringComparison.Ordinal);
        var (way, path) = colon < 0 ? (cell, "") : (cell[..colon], cell[(colon + 1)..]);
        return way switch
        {
            "name" => ObjectMeta.Name(obj),
            "age" => Ages.Since(ObjectMeta.Text(ObjectMeta.Of(obj), "creationTimestamp"), now),
            "created" => ObjectMeta.Text(ObjectMeta.Of(obj), "creationTimestamp"),
            "plain" => Text(obj, path, ""),
            "text" => Text(obj, path, None),
            "unknown" => Text(obj, path, Unknown),
            "unset" => Text(obj, path, "<unset>"),
            "number" => Number(obj, path),
            "count" => path.Split(',').Sum(p => Count(At(obj, p))),
            "map" => Map(At(obj, path) as JsonObject),
            "selector" =>
                SelectorText.Of(obj["spec"]?["selector"] as JsonObject) is { Length: > 0 } selector ? selector : None,
            "modes" => Modes(At(obj, path) as JsonArray),
            "terminating" =>
                ObjectMeta.Has(ObjectMeta.Of(obj), "deletionTimestamp") ? "Terminating" : Text(obj, path, ""),
            "controller" => Controller(obj),
            "template.names" => Containers(obj["spec"]?["template"], "name"),
            "template.images" => Containers(obj["spec"]?["template"], "image"),
            "podtemplate.names" => Containers(obj["template"], "name"),
            "podtemplate.images" => Containers(obj["template"], "image"),
            "deployment.ready" => $"{Number(obj, "status.readyReplicas")}/{Number(obj, "spec.replicas")}",
            _ => KindCells.Read(way, path, obj, now),
        };
    }

    /// <summary>The node at a path of dots, or null.</summary>
    public static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var step in path.Split('.'))
        {
            node = (node as JsonObject)?[step];
        }

        return node;
    }

    /// <summary>The text at a path; <paramref name="missing"/> where there is none or an empty one.</summary>
    public static string Text(JsonNode? node, string path, string missing) =>
        At(node, path)?.ToString() is { Length: > 0 } text ? text : missing;

    /// <summary>The whole number at a path; 0 where there is none.</summary>
    public static long Number(JsonNode? node, string path) =>
        At(node, path) is JsonValue value && value.TryGetValue<long>(out var number) ? number : 0;

    /// <summary>A map as <c>a=b,c=d</c>.</summary>
    public static string Map(JsonObject? map) => map is null || map.Count == 0
        ? None
        : string.Join(',', map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));

    private static int Count(JsonNode? node) => node switch
    {
        JsonObject map => map.Count,
        JsonArray list => list.Count,
        _ => 0,
    };

    private static string Modes(JsonArray? modes) => string.Join(',', (modes ?? []).Select(m => m?.ToString() switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        "ReadWriteOncePod" => "RWOP",
        var other => other,
    }));

    private static string Controller(JsonObject obj)
    {
        var owner = (ObjectMeta.Of(obj)["ownerReferences"] as JsonArray ?? [])
            .FirstOrDefault(o => o?["controller"]?.GetValue<bool>() == true);
        if (owner is null)
        {
            return None;
        }

        var version = owner["apiVersion"]?.ToString() ?? "";
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        var kind = owner["kind"]?.ToString().ToLowerInvariant();
        return $"{(slash < 0 ? kind : $"{kind}.{version[..slash]}")}/{owner["name"]}";
    }

    /// <summary>A field of every container of a template.</summary>
    public static string Containers(JsonNode? template, string field) => string.Join(',',
        (template?["spec"]?["containers"] as JsonArray ?? []).Select(c => c?[field]?.ToString()));
}
