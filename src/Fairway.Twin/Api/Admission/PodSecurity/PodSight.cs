using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Admission.PodSecurity;

/// <summary>A pod, or the template of one, as checks look at it.</summary>
/// <param name="Metadata">Its metadata; annotations count.</param>
/// <param name="Spec">Its specification.</param>
/// <param name="Minor">The version 1.MINOR whose checks are made.</param>
internal sealed record PodSight(JsonObject Metadata, JsonObject Spec, int Minor)
{
    /// <summary>All containers: those for the start, then the others, then those for debugging.</summary>
    public IEnumerable<JsonObject> Containers =>
        from list in (string[])["initContainers", "containers", "ephemeralContainers"]
        from container in Spec[list] as JsonArray ?? []
        select (JsonObject)container;

    /// <summary>The security context of the pod; null where it has none.</summary>
    public JsonObject? Context => Spec["securityContext"] as JsonObject;

    public bool IsWindows => Text(Spec["os"], "name") == "windows";

    /// <summary>Whether the pod's root is nobody on its node.</summary>
    public bool HasOwnUsers => Spec["hostUsers"] is JsonValue value && value.TryGetValue<bool>(out var own) && !own;

    public static string Text(JsonNode? node, string field) =>
        (node as JsonObject)?[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static bool? Flag(JsonNode? node, string field) =>
        (node as JsonObject)?[field] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    public static long? Number(JsonNode? node, string field) =>
        (node as JsonObject)?[field] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;
}

/// <summary>What a check found.</summary>
/// <param name="Reason">What is wrong: <c>host namespaces</c>.</param>
/// <param name="Detail">Where: <c>hostNetwork=true</c>.</param>
internal sealed record Violation(string Reason, string Detail)
{
    /// <summary>All of them as they stand in messages.</summary>
    public static string Details(IEnumerable<Violation> found) =>
        string.Join(", ", found.Select(v => v.Detail.Length > 0 ? $"{v.Reason} ({v.Detail})" : v.Reason));

    /// <summary>Only the reasons.</summary>
    public static string Reasons(IEnumerable<Violation> found) => string.Join(", ", found.Select(v => v.Reason));
}

/// <summary>Words of messages.</summary>
internal static class Wording
{
    /// <summary><c>"a", "b"</c>.</summary>
    public static string Quote(IEnumerable<string> items) => string.Join(", ", items.Select(i => $"\"{i}\""));

    /// <summary>Either word, by the count.</summary>
    public static string Plural(int count, string one, string many) => count == 1 ? one : many;

    /// <summary><c>container "a"</c>, <c>containers "a", "b"</c>.</summary>
    public static string Containers(IReadOnlyCollection<string> names) =>
        $"{Plural(names.Count, "container", "containers")} {Quote(names)}";

    /// <summary>The pod, if it is among those to blame, and the containers.</summary>
    public static string Setters(bool pod, IReadOnlyCollection<string> containers)
    {
        var named = containers.Count > 0 ? Containers(containers) : "";
        return pod && named.Length > 0 ? $"pod and {named}" : pod ? "pod" : named;
    }
}
