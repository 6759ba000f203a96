using System.Text.Json.Nodes;

namespace Fairway.Conformance.Upstream.Apps;

/// <summary>Short ways to a field.</summary>
internal static class Reading
{
    /// <summary>A number under <c>status</c>; 0 where it is absent.</summary>
    public static int Status(this JsonObject of, string field) => (int?)of["status"]?[field] ?? 0;

    public static string Name(this JsonObject of) => (string)of["metadata"]!["name"]!;

    public static string Uid(this JsonObject of) => (string)of["metadata"]!["uid"]!;

    public static string? Label(this JsonObject of, string key) => (string?)of["metadata"]!["labels"]?[key];

    public static string? Annotation(this JsonObject of, string key) => (string?)of["metadata"]!["annotations"]?[key];

    public static string? Phase(this JsonObject of) => (string?)of["status"]?["phase"];

    /// <summary>Image of the first container of a pod, or of a workload's template.</summary>
    public static string Image(this JsonObject of) =>
        (string)(of["spec"]!["template"]?["spec"] ?? of["spec"])!["containers"]![0]!["image"]!;

    public static bool IsDeleting(this JsonObject of) => of["metadata"]!["deletionTimestamp"] is not null;

    public static bool IsReady(this JsonObject of) => (string?)of.Condition("Ready")?["status"] == "True";

    public static JsonObject? Condition(this JsonObject of, string type) => of["status"]?["conditions"]?.AsArray()
        .FirstOrDefault(c => (string?)c!["type"] == type)?.AsObject();

    /// <summary>Name of the controller that owns an object; null for none.</summary>
    public static string? Controller(this JsonObject of) => (string?)of["metadata"]!["ownerReferences"]?.AsArray()
        .FirstOrDefault(o => (bool?)o!["controller"] == true)?["name"];
}
