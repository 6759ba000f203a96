using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Schema.Pods;

namespace Fairway.Schema.Quotas;

/// <summary>Which objects a quota counts, by its scopes: all of them must hold.</summary>
public static class QuotaScopes
{
    /// <summary>Whether the quota counts the object.</summary>
    public static bool Select(JsonObject quota, string qualifiedName, JsonObject obj)
    {
        var spec = quota["spec"] as JsonObject ?? [];
        return (spec["scopes"] as JsonArray ?? []).All(scope => Holds(Named($"{scope}"), qualifiedName, obj))
            && (spec["scopeSelector"]?["matchExpressions"] as JsonArray ?? []).OfType<JsonObject>()
                .All(scope => Holds(scope, qualifiedName, obj));
    }

    private static JsonObject Named(string scope) => new() { ["scopeName"] = scope, ["operator"] = "Exists" };

    private static bool Holds(JsonObject scope, string qualifiedName, JsonObject obj)
    {
        var spec = obj["spec"] as JsonObject ?? [];
        return (qualifiedName, JsonFields.Text(scope, "scopeName")) switch
        {
            ("pods", "Terminating") => HasDeadline(spec),
            ("pods", "NotTerminating") => !HasDeadline(spec),
            ("pods", "BestEffort") => PodQuality.Class(spec) == "BestEffort",
            ("pods", "NotBestEffort") => PodQuality.Class(spec) != "BestEffort",
            ("pods", "PriorityClass") => Matches(scope, JsonFields.Text(spec, "priorityClassName")),
            ("pods", "CrossNamespacePodAffinity") => ReachesOtherNamespaces(spec),
            ("persistentvolumeclaims", "VolumeAttributesClass") =>
                Matches(scope, JsonFields.Text(spec, "volumeAttributesClassName")),
            _ => false,
        };
    }

    private static bool HasDeadline(JsonObject spec) =>
        spec["activeDeadlineSeconds"] is not null && JsonFields.Number(spec, "activeDeadlineSeconds") >= 0;

    private static bool Matches(JsonObject scope, string name)
    {
        var isAmong = (scope["values"] as JsonArray ?? []).Any(v => $"{v}" == name);
        return JsonFields.Text(scope, "operator") switch
        {
            "In" => isAmong,
            "NotIn" => !isAmong,
            "DoesNotExist" => name.Length == 0,
            _ => name.Length > 0,
        };
    }

    private static bool ReachesOtherNamespaces(JsonObject spec)
    {
        foreach (var kind in (ReadOnlySpan<string>)["podAffinity", "podAntiAffinity"])
        {
            var terms = spec["affinity"]?[kind];
            var required = (terms?["requiredDuringSchedulingIgnoredDuringExecution"] as JsonArray ?? []).AsEnumerable();
            var preferred = (terms?["preferredDuringSchedulingIgnoredDuringExecution"] as JsonArray ?? [])
                .Select(p => p?["podAffinityTerm"]);
            if (required.Concat(preferred).Any(
                term => term?["namespaces"] is JsonArray { Count: > 0 } || term?["namespaceSelector"] is not null))
            {
                return true;
            }
        }

        return false;
    }
}
