using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Verbs;

/// <summary>What an eviction looks at.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Budgets">The disruption budgets of its namespace.</param>
/// <param name="Now">For the record in the budget.</param>
internal sealed record EvictionSight(JsonObject Pod, IReadOnlyList<JsonObject> Budgets, DateTimeOffset Now);

/// <summary>What is to be done.</summary>
/// <param name="Refusal">Why the pod is not evicted; null where it is.</param>
/// <param name="Budget">The budget with one disruption less, to be written first; null where none is spent.</param>
/// <param name="IfUnchanged">Only this state of the pod may go: its health or its end was the reason.</param>
/// <param name="MarksPod">Whether the pod is told why it goes.</param>
internal sealed record EvictionPlan(ApiFailure? Refusal, JsonObject? Budget, bool IfUnchanged, bool MarksPod);

/// <summary>
/// Decides whether a pod may be evicted. Source of the rules and texts: pkg/registry/core/pod/storage/eviction.go.
/// </summary>
internal static class EvictionPlanner
{
    private const string TooMany = "Cannot evict pod as it would violate the pod's disruption budget.";
    private const int MostUnconfirmed = 2000;

    // How long a client should wait for a budget that has not been looked at yet.
    private const int Patience = 10;

    public static EvictionPlan Plan(EvictionSight seen)
    {
        if (NeedsNoBudget(seen.Pod))
        {
            return new EvictionPlan(null, null, true, false);
        }

        var budgets = seen.Budgets.Where(b => Covers(b, seen.Pod)).ToArray();
        if (budgets.Length > 1)
        {
            const string Why =
                "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.";
            return Refused(new ApiFailure(500, null, Why));
        }

        if (budgets.Length == 0)
        {
            return new EvictionPlan(null, null, false, true);
        }

        var budget = budgets[0];
        return !IsReady(seen.Pod) && AllowsUnready(budget)
            ? new EvictionPlan(null, null, true, true)
            : Spend(seen, budget);
    }

    /// <summary>A pod that does not run, or is going already, disrupts nobody.</summary>
    private static bool NeedsNoBudget(JsonObject pod) =>
        Text(pod["status"], "phase") is "Succeeded" or "Failed" or "Pending"
        || ObjectMeta.Has(ObjectMeta.Of(pod), "deletionTimestamp");

    private static bool Covers(JsonObject budget, JsonObject pod) => SelectorValidation.Matches(
        new Field("spec.selector", budget["spec"]?["selector"], []), ObjectMeta.Of(pod)["labels"] as JsonObject);

    private static bool IsReady(JsonObject pod) => (pod["status"]?["conditions"] as JsonArray ?? [])
        .Any(c => Text(c, "type") == "Ready" && Text(c, "status") == "True");

    private static bool AllowsUnready(JsonObject budget)
    {
        var wanted = Number(budget, "desiredHealthy");
        return Text(budget["spec"], "unhealthyPodEvictionPolicy") == "AlwaysAllow"
            || (Number(budget, "currentHealthy") >= wanted && wanted > 0);
    }

    private static EvictionPlan Spend(EvictionSight seen, JsonObject budget)
    {
        if (Problem(budget) is { } problem)
        {
            return Refused(problem);
        }

        var spent = (JsonObject)budget.DeepClone();
        var status = (JsonObject)spent["status"]!;
        var left = Number(budget, "disruptionsAllowed") - 1;
        status["disruptionsAllowed"] = left;
        if (left == 0)
        {
            Close(status, seen.Now);
        }

        if (status["disruptedPods"] is not JsonObject disrupted)
        {
            disrupted = [];
            status["disruptedPods"] = disrupted;
        }

        disrupted[ObjectMeta.Name(seen.Pod)] = ObjectMeta.Time(seen.Now);
        return new EvictionPlan(null, spent, false, true);
    }

    private static ApiFailure? Problem(JsonObject budget)
    {
        var name = ObjectMeta.Name(budget);
        if (Number(budget, "observedGeneration") < ObjectMeta.Number(ObjectMeta.Of(budget), "generation"))
        {
            return Violates($"The disruption budget {name} is still being processed by the server.", Patience);
        }

        return Number(budget, "disruptionsAllowed") switch
        {
            < 0 => Forbidden(name, "pdb disruptions allowed is negative"),
            _ when (budget["status"]?["disruptedPods"] as JsonObject)?.Count > MostUnconfirmed => Forbidden(
                name, "DisruptedPods map too big - too many evictions not confirmed by PDB controller"),
            0 => Violates(Exhausted(budget, name), null),
            _ => null,
        };
    }

    private static string Exhausted(JsonObject budget, string name)
    {
        var condition = Condition(budget["status"]);
        return Text(condition, "status") == "False" && Text(condition, "reason") == "SyncFailed"
            ? $"The disruption budget {name} does not allow evicting pods currently because it failed sync: "
                + Text(condition, "message")
            : $"The disruption budget {name} needs {Number(budget, "desiredHealthy")} healthy pods and has "
                + $"{Number(budget, "currentHealthy")} currently";
    }

    private static void Close(JsonObject status, DateTimeOffset now)
    {
        var changed = Text(Condition(status), "status") != "False";
        var since = changed ? ObjectMeta.Time(now) : Text(Condition(status), "lastTransitionTime");
        var others = (status["conditions"] as JsonArray ?? [])
            .Where(c => Text(c, "type") != "DisruptionAllowed")
            .Select(c => c?.DeepClone());
        status["conditions"] = new JsonArray([
            .. others,
            new JsonObject
            {
                ["type"] = "DisruptionAllowed",
                ["status"] = "False",
                ["observedGeneration"] = status["observedGeneration"]?.DeepClone(),
                ["lastTransitionTime"] = since,
                ["reason"] = "InsufficientPods",
                ["message"] = "",
            },
        ]);
    }

    private static JsonNode? Condition(JsonNode? status) => (status?["conditions"] as JsonArray ?? [])
        .FirstOrDefault(c => Text(c, "type") == "DisruptionAllowed");

    private static EvictionPlan Refused(ApiFailure refusal) => new(refusal, null, false, false);

    private static ApiFailure Violates(string why, int? retryAfter)
    {
        var details = new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "DisruptionBudget", ["message"] = why }),
        };
        if (retryAfter is not null)
        {
            details["retryAfterSeconds"] = retryAfter;
        }

        return new ApiFailure(429, "TooManyRequests", TooMany, details) { RetryAfterSeconds = retryAfter };
    }

    private static ApiFailure Forbidden(string name, string why) => new(
        403, "Forbidden", $"poddisruptionbudget.policy \"{name}\" is forbidden: {why}",
        new JsonObject { ["name"] = name, ["group"] = "policy", ["kind"] = "poddisruptionbudget" });

    private static string Text(JsonNode? node, string field) => ObjectMeta.Text(node as JsonObject ?? [], field);

    private static long Number(JsonObject budget, string field) =>
        ObjectMeta.Number(budget["status"] as JsonObject ?? [], field);
}
