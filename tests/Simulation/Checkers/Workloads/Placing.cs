using System.Globalization;
using System.Text.Json.Nodes;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>What pods ask of nodes, and what nodes have.</summary>
internal static class Placing
{
    /// <summary>Cores, bytes and pods that a pod asks for.</summary>
    public static (decimal Cpu, decimal Memory, decimal Pods) Requests(JsonObject pod)
    {
        var containers = (pod["spec"]?["containers"] as JsonArray ?? [])
            .Select(one => one?["resources"]?["requests"]).ToList();
        return (containers.Sum(one => Amount(one?["cpu"])), containers.Sum(one => Amount(one?["memory"])), 1);
    }

    /// <summary>Cores, bytes and pods that a node takes.</summary>
    public static (decimal Cpu, decimal Memory, decimal Pods) Room(JsonObject node)
    {
        var room = node["status"]?["allocatable"];
        return (Amount(room?["cpu"]), Amount(room?["memory"]), Amount(room?["pods"]));
    }

    /// <summary>The first taint that keeps a pod away; null for none.</summary>
    public static JsonNode? Repelling(JsonObject pod, JsonObject node) =>
        (node["spec"]?["taints"] as JsonArray ?? []).FirstOrDefault(taint =>
            (string?)taint?["effect"] is "NoSchedule" or "NoExecute"
            && !(pod["spec"]?["tolerations"] as JsonArray ?? []).Any(one => Tolerates(one!, taint)));

    public static bool MeetsSelector(JsonNode? podSpec, JsonObject node) =>
        (podSpec?["nodeSelector"] as JsonObject ?? [])
        .All(one => (string?)node["metadata"]?["labels"]?[one.Key] == (string?)one.Value);

    public static bool Tolerates(JsonNode toleration, JsonNode taint)
    {
        var key = (string?)toleration["key"];
        var effect = (string?)toleration["effect"];
        var isMeant = string.IsNullOrEmpty(effect) || effect == (string?)taint["effect"];
        return isMeant && ((string?)toleration["operator"] == "Exists"
            ? string.IsNullOrEmpty(key) || key == (string?)taint["key"]
            : key == (string?)taint["key"]
                && ((string?)toleration["value"] ?? "") == ((string?)taint["value"] ?? ""));
    }

    private static decimal Amount(JsonNode? quantity)
    {
        var text = quantity?.ToString();
        if (string.IsNullOrEmpty(text))
        {
            return 0;
        }

        var digits = text.Length - text.Reverse().TakeWhile(char.IsLetter).Count();
        var number = decimal.Parse(text[..digits], CultureInfo.InvariantCulture);
        return number * text[digits..] switch
        {
            "m" => 0.001m,
            "k" => 1000m,
            "M" => 1_000_000m,
            "G" => 1_000_000_000m,
            "Ki" => 1024m,
            "Mi" => 1_048_576m,
            "Gi" => 1_073_741_824m,
            "Ti" => 1_099_511_627_776m,
            _ => 1m,
        };
    }
}
