using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Schema.Resources;

namespace Fairway.Twin.Api.Objects;

/// <summary>
/// HorizontalPodAutoscalers are stored as autoscaling/v2. In autoscaling/v1 one metric is a field, the average use of
/// CPU, and what v1 has no field for stands in annotations, as the reference server writes and reads them
/// (pkg/apis/autoscaling/v1/conversion.go).
/// </summary>
internal static class AutoscalerVersions
{
    private const string Group = "autoscaling";
    private const string Prefix = "autoscaling.alpha.kubernetes.io/";
    private const string Metrics = Prefix + "metrics";
    private const string CurrentMetrics = Prefix + "current-metrics";
    private const string Behavior = Prefix + "behavior";
    private const string Conditions = Prefix + "conditions";
    private const long UsualShare = 80;

    private static readonly string[] Annotations = [Metrics, CurrentMetrics, Behavior, Conditions];

    /// <summary>The row of the version that is stored.</summary>
    public static ResourceType Stored { get; } =
        ResourceTable.BuiltIn.Find(Group, "v2", "horizontalpodautoscalers")!;

    /// <summary>Whether the resource is the older version.</summary>
    public static bool IsStoredOtherwise(ResourceType resource) =>
        resource.Version == "v1" && resource.Group == Group && resource.Kind == "HorizontalPodAutoscaler";

    /// <summary>The object in v2, whichever it is in; not to be changed.</summary>
    public static JsonObject InNewest(JsonObject obj) =>
        obj["apiVersion"]?.ToString() == $"{Group}/v1" ? ToStored(obj) : obj;

    /// <summary>v2 to v1, in place.</summary>
    public static JsonObject FromStored(JsonObject stored)
    {
        stored["apiVersion"] = $"{Group}/v1";
        var notes = TakeNotes(stored);
        if (stored["spec"] is JsonObject spec)
        {
            FromStoredSpec(spec, notes);
        }

        if (stored["status"] is JsonObject status)
        {
            FromStoredStatus(status, notes);
        }

        PutNotes(stored, notes);
        return stored;
    }

    /// <summary>v1 to v2, as a copy.</summary>
    public static JsonObject ToStored(JsonObject shown)
    {
        var stored = (JsonObject)shown.DeepClone();
        stored["apiVersion"] = $"{Group}/v2";
        var notes = TakeNotes(stored);
        if (stored["spec"] is JsonObject spec)
        {
            ToStoredSpec(spec, notes);
        }

        var status = stored["status"] as JsonObject ?? [];
        ToStoredStatus(status, notes);
        ObjectMeta.Set(stored, "status", status.Count > 0 ? status : null);
        PutNotes(stored, notes.Where(n => !Annotations.Contains(n.Key)).ToArray());
        return stored;
    }

    private static void FromStoredSpec(JsonObject spec, List<KeyValuePair<string, JsonNode?>> notes)
    {
        var metrics = Take(spec, "metrics") as JsonArray ?? [];
        var cpu = metrics.FirstOrDefault(AutoscalerMetrics.IsCpu);
        ObjectMeta.Set(spec, "targetCPUUtilizationPercentage",
            cpu?["resource"]?["target"]?["averageUtilization"]?.DeepClone());
        var others = metrics.Where(m => !AutoscalerMetrics.IsShareOfCpu(m, "target")).ToArray();
        Note(notes, Metrics, others.Length, () => AutoscalerMetrics.ToOld(others, "target"));
        var behavior = Take(spec, "behavior");
        Note(notes, Behavior, behavior is null ? 0 : 1, () => behavior!);
    }

    private static void FromStoredStatus(JsonObject status, List<KeyValuePair<string, JsonNode?>> notes)
    {
        var metrics = Take(status, "currentMetrics") as JsonArray ?? [];
        var cpu = metrics.LastOrDefault(m => AutoscalerMetrics.IsShareOfCpu(m, "current"));
        ObjectMeta.Set(status, "currentCPUUtilizationPercentage",
            cpu?["resource"]?["current"]?["averageUtilization"]?.DeepClone());
        Note(notes, CurrentMetrics, metrics.Count, () => AutoscalerMetrics.ToOld(metrics, "current"));
        var conditions = Take(status, "conditions") as JsonArray;
        Note(notes, Conditions, conditions?.Count ?? 0, () => conditions!);
        status["currentReplicas"] ??= 0;
        status["desiredReplicas"] ??= 0;
    }

    private static void ToStoredSpec(JsonObject spec, List<KeyValuePair<string, JsonNode?>> notes)
    {
        var metrics = new JsonArray();
        if (Take(spec, "targetCPUUtilizationPercentage") is { } share)
        {
            metrics.Add(AutoscalerMetrics.ShareOfCpu(share, "target"));
        }

        foreach (var other in Read(notes, Metrics) as JsonArray ?? [])
        {
            metrics.Add(AutoscalerMetrics.ToNew(other, "target"));
        }

        if (metrics.Count == 0)
        {
            metrics.Add(AutoscalerMetrics.ShareOfCpu(UsualShare, "target"));
        }

        spec["metrics"] = metrics;
        ObjectMeta.Set(spec, "behavior", Read(notes, Behavior));
    }

    private static void ToStoredStatus(JsonObject status, List<KeyValuePair<string, JsonNode?>> notes)
    {
        var share = Take(status, "currentCPUUtilizationPercentage");
        if (Read(notes, CurrentMetrics) is JsonArray told)
        {
            status["currentMetrics"] = new JsonArray([.. told.Select(m => AutoscalerMetrics.ToNew(m, "current"))]);
        }
        else if (share is not null)
        {
            status["currentMetrics"] = new JsonArray(AutoscalerMetrics.ShareOfCpu(share, "current"));
        }

        if (Read(notes, Conditions) is JsonArray conditions)
        {
            status["conditions"] = conditions;
        }
    }

    private static JsonNode? Take(JsonObject owner, string field)
    {
        owner.Remove(field, out var value);
        return value;
    }

    private static List<KeyValuePair<string, JsonNode?>> TakeNotes(JsonObject obj) =>
        ObjectMeta.Of(obj)["annotations"] is JsonObject notes
            ? [.. notes.Select(n => KeyValuePair.Create(n.Key, n.Value?.DeepClone()))]
            : [];

    private static void PutNotes(JsonObject obj, IReadOnlyCollection<KeyValuePair<string, JsonNode?>> notes) =>
        ObjectMeta.Set(ObjectMeta.Of(obj), "annotations", notes.Count == 0 ? null : new JsonObject(notes));

    private static void Note(
        List<KeyValuePair<string, JsonNode?>> notes, string name, int count, Func<JsonNode> value)
    {
        notes.RemoveAll(n => n.Key == name);
        if (count > 0)
        {
            notes.Add(KeyValuePair.Create(name, (JsonNode?)Encoding.UTF8.GetString(JsonText.Write(value()))));
        }
    }

    /// <summary>What an annotation holds; a text that is no JSON says nothing.</summary>
    private static JsonNode? Read(List<KeyValuePair<string, JsonNode?>> notes, string name)
    {
        var text = notes.Find(n => n.Key == name).Value?.ToString();
        try
        {
            return text is null ? null : JsonReader.Read(Encoding.UTF8.GetBytes(text)).Node;
        }
        catch (JsonFormatException)
        {
            return null;
        }
    }
}
