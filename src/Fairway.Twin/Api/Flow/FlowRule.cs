using System.Text.Json.Nodes;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Flow;

/// <summary>One rule of a flow schema: whose requests, and which.</summary>
internal sealed class FlowRule(JsonObject rule)
{
    private readonly JsonObject[] subjects = Objects(rule, "subjects");
    private readonly JsonObject[] resources = Objects(rule, "resourceRules");
    private readonly JsonObject[] paths = Objects(rule, "nonResourceRules");

    public bool Matches(AccessRequest request) =>
        subjects.Any(s => IsSubject(s, request.User))
        && (request.IsResource ? resources.Any(r => IsResource(r, request)) : paths.Any(p => IsPath(p, request)));

    private static bool IsSubject(JsonObject subject, ApiUser user)
    {
        var kind = ObjectMeta.Text(subject, "kind");
        var named = kind switch
        {
            "User" => subject["user"],
            "Group" => subject["group"],
            _ => subject["serviceAccount"],
        };
        var name = ObjectMeta.Text(named as JsonObject ?? [], "name");
        return kind switch
        {
            "User" => name == "*" || name == user.Name,
            "Group" => name == "*" || user.Groups.Contains(name),
            _ => IsAccount(ObjectMeta.Text(named as JsonObject ?? [], "namespace"), name, user.Name),
        };
    }

    private static bool IsAccount(string ns, string name, string user)
    {
        var prefix = $"system:serviceaccount:{ns}:";
        return user.StartsWith(prefix, StringComparison.Ordinal) && (name == "*" || user[prefix.Length..] == name);
    }

    private static bool IsResource(JsonObject rule, AccessRequest request) =>
        Has(rule, "verbs", request.Verb)
        && Has(rule, "apiGroups", request.Group)
        && Has(rule, "resources", request.Combined)
        && (request.Namespace.Length == 0
            ? rule["clusterScope"] is JsonValue flag && flag.TryGetValue<bool>(out var isOfCluster) && isOfCluster
            : Has(rule, "namespaces", request.Namespace));

    private static bool IsPath(JsonObject rule, AccessRequest request) =>
        Has(rule, "verbs", request.Verb)
        && Texts(rule, "nonResourceURLs").Any(u => u == "*" || u == request.Path
            || (u.EndsWith('*') && request.Path.StartsWith(u[..^1], StringComparison.Ordinal)));

    private static bool Has(JsonObject rule, string list, string wanted) =>
        Texts(rule, list).Any(t => t == "*" || t == wanted);

    private static IEnumerable<string> Texts(JsonObject rule, string list) =>
        (rule[list] as JsonArray ?? []).Select(t => t?.ToString() ?? "");

    private static JsonObject[] Objects(JsonObject owner, string list) =>
        [.. (owner[list] as JsonArray ?? []).OfType<JsonObject>()];
}
