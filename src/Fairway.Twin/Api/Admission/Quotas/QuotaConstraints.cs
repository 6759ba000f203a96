using System.Text.Json.Nodes;
using Fairway.Schema.Pods;
using Fairway.Schema.Quotas;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission.Quotas;

/// <summary>Where a quota bounds processors or memory, every container must say what it needs of them.</summary>
internal static class QuotaConstraints
{
    private static readonly string[] Explicit =
        ["cpu", "limits.cpu", "limits.memory", "memory", "requests.cpu", "requests.memory"];

    /// <summary>What is missing; null where nothing is.</summary>
    public static string? Problem(IEnumerable<string> bounded, JsonObject pod)
    {
        var required = bounded.Intersect(Explicit).Order(StringComparer.Ordinal).ToList();
        var spec = pod["spec"] as JsonObject ?? [];
        if (required.Count == 0 || HasOwn(spec, required))
        {
            return null;
        }

        var missing = required
            .Select(name => (Name: name, Containers: Lacking(spec, name)))
            .Where(m => m.Containers.Count > 0)
            .Select(m => $"{m.Name} for: {string.Join(',', m.Containers)}")
            .ToList();
        return missing.Count == 0 ? null : $"must specify {string.Join("; ", missing)}";
    }

    /// <summary>Whether the pod as a whole says all of it.</summary>
    private static bool HasOwn(JsonObject spec, List<string> required) =>
        spec["resources"] is JsonObject whole && required.TrueForAll(Usage(whole).Contains);

    private static List<string> Lacking(JsonObject spec, string name) =>
        [.. (spec["containers"] as JsonArray ?? []).Concat(spec["initContainers"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Where(c => !Usage(c["resources"]).Contains(name))
            .Select(c => ObjectMeta.Text(c, "name"))
            .Distinct()
            .Order(StringComparer.Ordinal)];

    private static ICollection<string> Usage(JsonNode? resources) => QuotaUsage.OfCompute(
        PodResources.Read(resources?["requests"]), PodResources.Read(resources?["limits"])).Keys;
}
