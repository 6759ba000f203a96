using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Budgets;

/// <summary>Status of a PodDisruptionBudget.</summary>
internal sealed record BudgetStatus
{
    public const string Condition = "DisruptionAllowed";

    public long ObservedGeneration { get; init; }

    public int Allowed { get; init; }

    public int Healthy { get; init; }

    public int Desired { get; init; }

    public int Expected { get; init; }

    /// <summary>Pods whose eviction was granted and that are not deleted yet, with the time.</summary>
    public StringMap Disrupted { get; init; } = StringMap.Empty;

    /// <summary>Whether disruptions are allowed: reason and message; null before the first count.</summary>
    public (string Reason, string Message)? Told { get; init; }

    public bool IsAllowed { get; init; }

    /// <summary>The generation and the time of the condition.</summary>
    public (long Generation, DateTimeOffset At) Since { get; init; }

    public static BudgetStatus Read(JsonElement? status)
    {
        var found = status.Items("conditions").FirstOrDefault(c => c.Text("type") == Condition);
        var condition = found.ValueKind == JsonValueKind.Undefined ? null : (JsonElement?)found;
        return new BudgetStatus
        {
            ObservedGeneration = status.Number("observedGeneration") ?? 0,
            Allowed = status.Int("disruptionsAllowed") ?? 0,
            Healthy = status.Int("currentHealthy") ?? 0,
            Desired = status.Int("desiredHealthy") ?? 0,
            Expected = status.Int("expectedPods") ?? 0,
            Disrupted = StringMap.Read(status.Child("disruptedPods")),
            Told = condition is null ? null : (condition.Text("reason") ?? "", condition.Text("message") ?? ""),
            IsAllowed = condition.Text("status") == "True",
            Since = (condition.Number("observedGeneration") ?? 0, condition.Time("lastTransitionTime") ?? default),
        };
    }

    public JsonObject ToJson()
    {
        var status = new JsonObject
        {
            ["disruptionsAllowed"] = Allowed,
            ["currentHealthy"] = Healthy,
            ["desiredHealthy"] = Desired,
            ["expectedPods"] = Expected,
        };
        status.SetUnlessZero("observedGeneration", ObservedGeneration);
        if (Disrupted.Count > 0)
        {
            status["disruptedPods"] = Disrupted.ToJson();
        }

        if (Told is var (reason, message))
        {
            var condition = new JsonObject
            {
                ["type"] = Condition,
                ["status"] = IsAllowed ? "True" : "False",
                ["lastTransitionTime"] = ApiTime.Text(Since.At),
                ["reason"] = reason,
                ["message"] = message,
            };
            condition.SetUnlessZero("observedGeneration", Since.Generation);
            status["conditions"] = new JsonArray(condition);
        }

        return status;
    }
}
