using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission.PodSecurity;

/// <summary>
/// <c>PodSecurity</c>: pods that are not as the labels of their namespace ask are refused or warned of, workloads that
/// would make such pods are warned of.
/// </summary>
internal sealed class PodSecurityAdmission : BuiltInAdmission
{
    private static readonly string[] IgnoredParts =
        ["exec", "attach", "binding", "eviction", "log", "portforward", "proxy", "status"];

    public override void Validate(AdmissionRequest request)
    {
        if (request.Object is not { } obj || !IsLookedAt(request) || PolicyOf(request) is not { IsNone: false } policy)
        {
            return;
        }

        if (PodOf(request.Resource.Plural, obj) is var (metadata, spec))
        {
            Check(request, policy, metadata, spec);
        }
    }

    private static bool IsLookedAt(AdmissionRequest request) => request.Is("", "pods")
        ? !IgnoredParts.Contains(request.Subresource)
            && (request.Old is null || IsSignificant(request.Object!, request.Old))
        : request.Subresource.Length == 0;

    private static SecurityPolicy? PolicyOf(AdmissionRequest request)
    {
        var spaces = request.Context.Table.Find("", "v1", "namespaces")!;
        var labels = request.Context.Store.Head(spaces.StorageName, new ObjectKey(null, request.Namespace))?.Labels;
        return labels is { Pairs.Count: > 0 } ? SecurityPolicy.Read(labels.Find, []) : null;
    }

    private static void Check(AdmissionRequest request, SecurityPolicy policy, JsonObject metadata, JsonObject spec)
    {
        if (request.Is("", "pods") && SecurityChecks.Find(policy.Enforce, metadata, spec) is { Count: > 0 } found)
        {
            throw request.Forbidden($"violates PodSecurity \"{policy.Enforce}\": {Violation.Details(found)}");
        }

        if (SecurityChecks.Find(policy.Warn, metadata, spec) is { Count: > 0 } odd)
        {
            request.Call.Warn($"would violate PodSecurity \"{policy.Warn}\": {Violation.Details(odd)}");
        }
    }

    /// <summary>The pod, or the template, in an object of a kind that has one.</summary>
    private static (JsonObject Metadata, JsonObject Spec)? PodOf(string plural, JsonObject obj)
    {
        var pod = plural switch
        {
            "pods" => obj,
            "podtemplates" => obj["template"],
            "cronjobs" => obj["spec"]?["jobTemplate"]?["spec"]?["template"],
            _ => obj["spec"]?["template"],
        };
        return pod is JsonObject { } found && found["spec"] is JsonObject spec
            ? (found["metadata"] as JsonObject ?? [], spec)
            : null;
    }

    /// <summary>Only images change, and containers come; what else may change is no matter of security.</summary>
    private static bool IsSignificant(JsonObject now, JsonObject before)
    {
        static JsonArray List(JsonObject pod, string name) => pod["spec"]?[name] as JsonArray ?? [];
        static bool Differ(JsonArray a, JsonArray b) => a.Count != b.Count
            || a.Zip(b).Any(pair => PodSight.Text(pair.First, "image") != PodSight.Text(pair.Second, "image"));
        static bool HasNew(JsonArray a, JsonArray b) => a.Any(c => b.FirstOrDefault(
            o => PodSight.Text(o, "name") == PodSight.Text(c, "name")) is not { } old
            || PodSight.Text(old, "image") != PodSight.Text(c, "image"));
        return Differ(List(now, "containers"), List(before, "containers"))
            || Differ(List(now, "initContainers"), List(before, "initContainers"))
            || HasNew(List(now, "ephemeralContainers"), List(before, "ephemeralContainers"));
    }
}

/// <summary>
/// The labels of <c>PodSecurity</c> on namespaces: they must make sense, and a namespace that asks for more than before
/// is warned of the pods that it has already.
/// </summary>
internal sealed class NamespaceSecurityAdmission : BuiltInAdmission
{
    private const int MostPods = 3000;

    public override void Validate(AdmissionRequest request)
    {
        if (request.Object is not { } obj || request.Subresource.Length > 0)
        {
            return;
        }

        var errors = new List<FieldError>();
        var policy = SecurityPolicy.Read(Labels(obj), errors);
        var oldErrors = new List<FieldError>();
        var before = request.Old is { } old ? SecurityPolicy.Read(Labels(old), oldErrors) : null;
        if (errors.Count > 0 && !errors.SequenceEqual(oldErrors))
        {
            throw ApiFailure.Invalid("", "Namespace", request.Name, errors);
        }

        if (before is not null && AsksForMore(policy.Enforce, before.Enforce))
        {
            request.Call.Warn(PodWarnings(request, policy.Enforce));
        }
    }

    private static Func<string, string?> Labels(JsonObject obj) =>
        name => (obj["metadata"]?["labels"] as JsonObject)?[name]?.GetValue<string>();

    private static bool AsksForMore(LeveledVersion now, LeveledVersion before) => now != before
        && now.Level != SecurityLevel.Privileged
        && (now.Minor != before.Minor || now.Level > before.Level);

    private static List<string> PodWarnings(AdmissionRequest request, LeveledVersion level)
    {
        var pods = Pods(request);
        var warnings = new List<string>();
        if (pods.Count > MostPods)
        {
            warnings.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"new PodSecurity enforce level only checked against the first {MostPods} of {pods.Count} existing "
                + $"pods"));
        }

        var found = pods.Take(MostPods)
            .Select(pod => (Name: ObjectMeta.Name(pod), Why: Reasons(level, pod)))
            .Where(pod => pod.Why.Length > 0)
            .GroupBy(pod => pod.Why, pod => pod.Name, StringComparer.Ordinal)
            .Select(group => $"{Named([.. group.Order(StringComparer.Ordinal)])}: {group.Key}")
            .Order(StringComparer.Ordinal)
            .ToList();
        if (found.Count > 0)
        {
            warnings.Add(
                $"existing pods in namespace \"{request.Name}\" violate the new PodSecurity enforce level \"{level}\"");
        }

        return [.. warnings, .. found];
    }

    private static string Reasons(LeveledVersion level, JsonObject pod) =>
        Violation.Reasons(SecurityChecks.Find(level, ObjectMeta.Of(pod), pod["spec"] as JsonObject ?? []));

    private static string Named(IReadOnlyList<string> names) => names.Count switch
    {
        1 => names[0],
        2 => $"{names[0]} (and 1 other pod)",
        _ => string.Create(CultureInfo.InvariantCulture, $"{names[0]} (and {names.Count - 1} other pods)"),
    };

    private static List<JsonObject> Pods(AdmissionRequest request)
    {
        var view = request.Context.Store.View("pods");
        var (start, count) = view.RangeOf(request.Name).GetOffsetAndLength(view.Count);
        return [.. Enumerable.Range(start, count)
            .Select(i => (JsonObject)JsonReader.Read(view[i].Json.Span).Node!)];
    }
}
