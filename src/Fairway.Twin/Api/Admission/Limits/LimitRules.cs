using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Schema.Pods;
using Fairway.Schema.Quantities;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Admission.Limits;

/// <summary>What a LimitRange says.</summary>
internal sealed record LimitRules(IReadOnlyList<LimitRule> Items)
{
    public static LimitRules Read(StoredObject stored)
    {
        var tree = (JsonObject)JsonReader.Read(stored.Json.Span).Node!;
        return new LimitRules(
            [.. (tree["spec"]?["limits"] as JsonArray ?? []).OfType<JsonObject>().Select(LimitRule.Read)]);
    }
}

/// <summary>One item of a LimitRange: for containers, pods or claims; resources by name.</summary>
internal sealed record LimitRule(string Type)
{
    public required IReadOnlyDictionary<string, Quantity> Min { get; init; }

    public required IReadOnlyDictionary<string, Quantity> Max { get; init; }

    /// <summary>Limits of containers that say none.</summary>
    public required IReadOnlyDictionary<string, Quantity> Default { get; init; }

    /// <summary>Requests of containers that say none.</summary>
    public required IReadOnlyDictionary<string, Quantity> DefaultRequest { get; init; }

    /// <summary>How many times the request a limit may be.</summary>
    public required IReadOnlyDictionary<string, Quantity> Ratio { get; init; }

    public static LimitRule Read(JsonObject item) => new(ObjectMeta.Text(item, "type"))
    {
        Min = PodResources.Read(item["min"]),
        Max = PodResources.Read(item["max"]),
        Default = PodResources.Read(item["default"]),
        DefaultRequest = PodResources.Read(item["defaultRequest"]),
        Ratio = PodResources.Read(item["maxLimitRequestRatio"]),
    };
}
