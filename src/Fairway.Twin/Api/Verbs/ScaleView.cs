using System.Text.Json.Nodes;
using Fairway.Schema.Custom;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Verbs;

/// <summary>An object seen as its Scale: how many there are to be, how many there are, and which.</summary>
internal static class ScaleView
{
    private static readonly string[] ReplicasFields = ["spec", "replicas"];

    /// <summary>Where the object keeps its replicas, as a path of dots.</summary>
    public static string ReplicasPath(ResourceType resource) => string.Join('.', Fields(resource));

    /// <summary>The Scale of the object.</summary>
    /// <exception cref="ApiFailure">500 where a custom resource has no replicas.</exception>
    public static JsonObject Of(ResourceType resource, JsonObject obj)
    {
        var from = ObjectMeta.Of(obj);
        var metadata = new JsonObject();
        foreach (var field in (
            ReadOnlySpan<string>)["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
        {
            ObjectMeta.Keep(metadata, from, field);
        }

        var spec = new JsonObject();
        if (Wanted(resource, obj) is var wanted and not 0)
        {
            spec["replicas"] = wanted;
        }

        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = metadata,
            ["spec"] = spec,
            ["status"] = resource.Custom?.Scale is { } scale ? Status(scale, obj) : Status(obj),
        };
    }

    /// <summary>How many a Scale says there are to be.</summary>
    public static long Replicas(JsonObject scale) => Number(scale["spec"]?["replicas"]);

    /// <summary>Changes how many there are to be.</summary>
    public static void SetReplicas(ResourceType resource, JsonObject obj, long replicas)
    {
        var fields = Fields(resource);
        var owner = obj;
        foreach (var field in fields.SkipLast(1))
        {
            if (owner[field] is not JsonObject inner)
            {
                inner = [];
                owner[field] = inner;
            }

            owner = inner;
        }

        owner[fields[^1]] = replicas;
    }

    private static IReadOnlyList<string> Fields(ResourceType resource) =>
        resource.Custom?.Scale?.Replicas.Fields ?? ReplicasFields;

    private static long Wanted(ResourceType resource, JsonObject obj)
    {
        if (resource.Custom?.Scale is not { } scale)
        {
            return Number(obj["spec"]?["replicas"]);
        }

        if (scale.Replicas.Select(obj).FirstOrDefault() is { } replicas)
        {
            return Number(replicas);
        }

        var why = $"the spec replicas field \"{scale.Replicas.Text}\" does not exist";
        throw ApiFailure.Internal(why);
    }

    private static JsonObject Status(JsonObject obj)
    {
        var status = new JsonObject { ["replicas"] = obj["status"]?["replicas"]?.DeepClone() ?? 0 };
        if (SelectorText.Of(obj["spec"]?["selector"] as JsonObject) is { Length: > 0 } selector)
        {
            status["selector"] = selector;
        }

        return status;
    }

    private static JsonObject Status(CustomScale scale, JsonObject obj)
    {
        var status = new JsonObject { ["replicas"] = Number(scale.Observed.Select(obj).FirstOrDefault()) };
        if (scale.Selector?.Select(obj).FirstOrDefault() is JsonValue value
            && value.TryGetValue<string>(out var selector) && selector.Length > 0)
        {
            status["selector"] = selector;
        }

        return status;
    }

    private static long Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<long>(out var number) ? number : 0;
}
