using System.Text.Json.Nodes;
using Fairway.Schema.Pods;
using Fairway.Schema.Quantities;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission.Limits;

/// <summary><c>LimitRanger</c> for pods: containers get the namespace's defaults, and stay within its bounds.</summary>
internal sealed class PodLimits : BuiltInAdmission
{
    private const string Annotation = "kubernetes.io/limit-ranger";

    public override void Admit(AdmissionRequest request)
    {
        if (request.Operation != AdmissionOperation.Create || request.Subresource.Length > 0
            || request.Context.LimitRanges.In(request.Namespace) is not { Length: > 0 } ranges
            || request.Object is not { } pod || pod["spec"] is not JsonObject spec)
        {
            return;
        }

        foreach (var range in ranges)
        {
            var said = new List<string>();
            AddDefaults(spec, "containers", "container", range, said);
            AddDefaults(spec, "initContainers", "init container", range, said);
            if (said.Count > 0)
            {
                Annotate(pod, $"LimitRanger plugin set: {string.Join("; ", said)}");
            }
        }
    }

    public override void Validate(AdmissionRequest request)
    {
        var isLookedAt = request.Subresource switch
        {
            "" => request.Operation == AdmissionOperation.Create,
            "resize" => request.Operation == AdmissionOperation.Update,
            _ => false,
        };
        if (!isLookedAt || request.Context.LimitRanges.In(request.Namespace) is not { Length: > 0 } ranges
            || request.Object?["spec"] is not JsonObject spec)
        {
            return;
        }

        foreach (var range in ranges)
        {
            LimitRefusal.ThrowIfAny(request, Problems(range, spec));
        }
    }

    private static IEnumerable<string> Problems(LimitRules range, JsonObject spec)
    {
        foreach (var rule in range.Items)
        {
            var found = rule.Type switch
            {
                "Container" => Containers(spec).Select(c => c["resources"]).SelectMany(r => LimitChecks.OfPods(
                    rule, PodResources.Read(r?["requests"]), PodResources.Read(r?["limits"]))),
                "Pod" => LimitChecks.OfPods(
                    rule, PodResources.Total(spec, "requests", false), PodResources.Total(spec, "limits", false)),
                _ => [],
            };
            foreach (var problem in found)
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<JsonObject> Containers(JsonObject spec) =>
        (spec["containers"] as JsonArray ?? []).Concat(spec["initContainers"] as JsonArray ?? []).OfType<JsonObject>();

    private static void AddDefaults(
        JsonObject spec, string list, string what, LimitRules range, List<string> said)
    {
        foreach (var container in (spec[list] as JsonArray ?? []).OfType<JsonObject>())
        {
            var requests = Fill(container, "requests", range.Items.SelectMany(DefaultRequests));
            var limits = Fill(container, "limits", range.Items.SelectMany(Defaults));
            var name = ObjectMeta.Text(container, "name");
            if (requests.Length > 0)
            {
                said.Add($"{requests} request for {what} {name}");
            }

            if (limits.Length > 0)
            {
                said.Add($"{limits} limit for {what} {name}");
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, Quantity>> Defaults(LimitRule rule) =>
        rule.Type == "Container" ? rule.Default : [];

    private static IEnumerable<KeyValuePair<string, Quantity>> DefaultRequests(LimitRule rule) =>
        rule.Type == "Container" ? rule.DefaultRequest : [];

    /// <summary>Sets what is not set, the last of several defaults; returns the names of what was.</summary>
    private static string Fill(
        JsonObject container, string kind, IEnumerable<KeyValuePair<string, Quantity>> defaults)
    {
        var before = container["resources"]?[kind] as JsonObject ?? [];
        var missing = defaults.Where(d => !before.ContainsKey(d.Key))
            .GroupBy(d => d.Key, d => d.Value, StringComparer.Ordinal)
            .OrderBy(d => d.Key, StringComparer.Ordinal)
            .Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Last().ToString()))
            .ToList();
        if (missing.Count == 0)
        {
            return "";
        }

        var resources = Inner(container, "resources");
        var target = Inner(resources, kind);
        foreach (var (name, value) in missing)
        {
            target[name] = value;
        }

        return string.Join(", ", missing.Select(m => m.Key));
    }

    private static void Annotate(JsonObject pod, string text) =>
        Inner(ObjectMeta.Of(pod), "annotations")[Annotation] = text;

    private static JsonObject Inner(JsonObject outer, string name)
    {
        if (outer[name] is JsonObject found)
        {
            return found;
        }

        var made = new JsonObject();
        outer[name] = made;
        return made;
    }
}

/// <summary><c>LimitRanger</c> for claims: they ask for no more and no less than their namespace allows.</summary>
internal sealed class ClaimLimits : BuiltInAdmission
{
    public override void Validate(AdmissionRequest request)
    {
        if (request.Object is not { } claim || request.Subresource.Length > 0
            || request.Context.LimitRanges.In(request.Namespace) is not { Length: > 0 } ranges)
        {
            return;
        }

        var requests = PodResources.Read(claim["spec"]?["resources"]?["requests"]);
        foreach (var range in ranges)
        {
            LimitRefusal.ThrowIfAny(request, range.Items
                .Where(rule => rule.Type == "PersistentVolumeClaim")
                .SelectMany(rule => LimitChecks.OfClaims(rule, requests)));
        }
    }
}

/// <summary>Refusals that name all that is wrong.</summary>
internal static class LimitRefusal
{
    /// <exception cref="Errors.ApiFailure">Something is wrong.</exception>
    public static void ThrowIfAny(AdmissionRequest request, IEnumerable<string> problems)
    {
        var all = problems.Distinct(StringComparer.Ordinal).ToList();
        if (all.Count > 0)
        {
            throw request.Forbidden(all.Count == 1 ? all[0] : $"[{string.Join(", ", all)}]");
        }
    }
}
