using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Kube.Pods.Objects;

/// <summary>Requests and limits as one text: equal texts mean the same. Pods of one workload share theirs.</summary>
internal static class ResourceText
{
    /// <summary>Null where there are neither requests nor limits.</summary>
    public static string? Of(JsonElement? resources)
    {
        if (resources is not { } given || (IsEmpty(given, "requests") && IsEmpty(given, "limits")))
        {
            return null;
        }

        // There are as many different texts as templates, and millions of pods.
        return string.Intern(Encoding.UTF8.GetString(CanonicalJson.Write(given)));
    }

    public static JsonObject ToJson(string text) => (JsonObject)JsonNode.Parse(text)!;

    /// <summary>The amount of a resource, in the part <c>requests</c> or <c>limits</c>; null where none is
    /// said.</summary>
    public static string? Amount(string? text, string part, string resource) =>
        text is null ? null : ToJson(text)[part]?[resource]?.ToString();

    private static bool IsEmpty(JsonElement resources, string part) =>
        resources.Child(part) is not { ValueKind: JsonValueKind.Object } amounts || !amounts.EnumerateObject().Any();
}
