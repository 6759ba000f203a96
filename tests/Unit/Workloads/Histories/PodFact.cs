using System.Globalization;
using System.Text.Json.Nodes;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>What checkers see of a pod, read from its JSON by themselves.</summary>
internal sealed record PodFact(string Name, string Uid, string Image, string? Node)
{
    public string? Revision { get; init; }

    /// <summary>Neither ended nor being deleted.</summary>
    public bool IsActive { get; init; }

    public bool IsReady { get; init; }

    public bool IsMarked { get; init; }

    public bool IsHooked { get; init; }

    /// <summary>It has traffic, which a hook has it lose before it is updated.</summary>
    public bool HasTraffic { get; init; }

    public bool IsPreparing { get; init; }

    /// <summary>Whether it has been told to be unready.</summary>
    public bool IsHeldUnready { get; init; }

    public bool HasGate { get; init; }

    /// <summary>Ready for long enough, and nothing is done with it.</summary>
    public bool IsAvailable { get; init; }

    public static PodFact Of(JsonObject pod, DateTimeOffset now, int minReady)
    {
        var meta = pod["metadata"]!;
        var state = (string?)meta["labels"]?["lifecycle.apps.kruise.io/state"] ?? "Normal";
        var active = meta["deletionTimestamp"] is null && (string?)pod["status"]?["phase"] != "Failed";
        var ready = active && Is(pod, "Ready")
            && (Find(pod, "InPlaceUpdateReady") is null || Is(pod, "InPlaceUpdateReady"));
        return new PodFact(
            (string)meta["name"]!,
            (string)meta["uid"]!,
            (string)pod["spec"]!["containers"]![0]!["image"]!,
            NodeOf(pod))
        {
            Revision = (string?)meta["labels"]!["controller-revision-hash"],
            IsActive = active,
            IsReady = ready,
            IsMarked = (string?)meta["labels"]!["apps.kruise.io/specified-delete"] == "true",
            IsHooked = (string?)meta["labels"]!["hold"] == "yes",
            HasTraffic = (string?)meta["labels"]!["traffic"] == "yes",
            IsPreparing = state == "PreparingDelete",
            IsHeldUnready = Find(pod, "InPlaceUpdateReady") is not null && !Is(pod, "InPlaceUpdateReady"),
            HasGate = pod["spec"]!["readinessGates"] is JsonArray { Count: > 0 },
            IsAvailable = ready && state == "Normal"
                && Since(pod) + TimeSpan.FromSeconds(minReady) <= now,
        };
    }

    /// <summary>The node that it is on or pinned to; null where it is neither.</summary>
    public static string? NodeOf(JsonObject pod) => (string?)pod["spec"]!["nodeName"]
        ?? (string?)pod["spec"]!["affinity"]?["nodeAffinity"]?["requiredDuringSchedulingIgnoredDuringExecution"]?[
            "nodeSelectorTerms"]?[0]?["matchFields"]?[0]?["values"]?[0];

    public static bool Is(JsonObject pod, string condition) => (string?)Find(pod, condition)?["status"] == "True";

    private static DateTimeOffset Since(JsonObject pod) => DateTimeOffset.Parse(
        (string)Find(pod, "Ready")!["lastTransitionTime"]!, CultureInfo.InvariantCulture);

    private static JsonNode? Find(JsonObject pod, string condition) => (pod["status"]?["conditions"] as JsonArray)?
        .FirstOrDefault(c => (string?)c!["type"] == condition);
}
