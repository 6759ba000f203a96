using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Typed;
using Fairway.Merge.Values;

namespace Fairway.Merge.Ownership;

/// <summary>
/// The annotation in which kubectl's client-side apply keeps what it applied. A server-side apply by the manager
/// <c>kubectl</c> takes over without conflict what that annotation shows to be kubectl's own, and keeps it up to date,
/// so that either way of applying can follow the other.
/// </summary>
internal static class LastApplied
{
    private const string Manager = "kubectl";
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
    private const int MostBytesOfAnnotations = 256 * 1024;

    /// <summary>Whether the annotation counts for whoever writes.</summary>
    public static bool Counts(UpdateContext context) => context.ManagerName == Manager;

    /// <summary>The fields that the annotation speaks of and that still have its values; null where it says
    /// nothing.</summary>
    public static FieldSet? Fields(JsonObject? live, UpdateContext context)
    {
        if (Text(live) is not { Length: > 0 } text || Parse(text) is not { } applied
            || live is null || (applied["apiVersion"] as JsonValue)?.ToString() != context.ApiVersion
            || TypedValidation.Check(applied, context.Schema) is not null)
        {
            return null;
        }

        try
        {
            var difference = FieldComparison.Compare(applied, live, context.Schema);
            return FieldSet.Of(applied, context.Schema).Difference(difference.Changed).Difference(difference.Removed);
        }
        catch (FieldSetException)
        {
            return null;
        }
    }

    /// <summary>Brings the annotation of an object that has one up to what is applied now.</summary>
    public static void Update(JsonObject item, JsonObject config)
    {
        if (Text(item) is not { Length: > 0 })
        {
            return;
        }

        var said = (JsonObject)config.DeepClone();
        (said["metadata"]?["annotations"] as JsonObject)?.Remove(Annotation);
        if (said["metadata"] is JsonObject metadata && metadata["annotations"] is JsonObject { Count: 0 })
        {
            metadata.Remove("annotations");
        }

        var annotations = (JsonObject)item["metadata"]!["annotations"]!;
        annotations[Annotation] = CanonicalJson.Text(said) + "\n";
        if (annotations.Sum(Size) > MostBytesOfAnnotations)
        {
            annotations.Remove(Annotation);
        }
    }

    private static int Size(KeyValuePair<string, JsonNode?> annotation) =>
        Encoding.UTF8.GetByteCount(annotation.Key) + Encoding.UTF8.GetByteCount(annotation.Value?.ToString() ?? "");

    private static string? Text(JsonObject? item) =>
        ((item?["metadata"] as JsonObject)?["annotations"] as JsonObject)?[Annotation] is JsonValue value
        && value.TryGetValue<string>(out var text)
            ? text
            : null;

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
