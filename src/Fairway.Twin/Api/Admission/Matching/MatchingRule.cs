using System.Text.Json.Nodes;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission.Matching;

/// <summary>One rule of a webhook or policy: operations, groups, versions and resources, each with <c>*</c> for
/// all.</summary>
internal sealed class MatchingRule
{
    private readonly string[] operations;
    private readonly string[] groups;
    private readonly string[] versions;
    private readonly (string Resource, string Subresource)[] resources;
    private readonly string[] names;
    private readonly string scope;

    private MatchingRule(JsonObject rule)
    {
        operations = Texts(rule, "operations");
        groups = Texts(rule, "apiGroups");
        versions = Texts(rule, "apiVersions");
        resources = [.. Texts(rule, "resources").Select(Split)];
        names = Texts(rule, "resourceNames");
        scope = ObjectMeta.Text(rule, "scope");
    }

    /// <summary>Reads a list of rules; nothing is none.</summary>
    public static MatchingRule[] Read(JsonNode? rules) =>
        [.. (rules as JsonArray ?? []).OfType<JsonObject>().Select(rule => new MatchingRule(rule))];

    /// <summary>Whether the rule means the request, were its resource the row.</summary>
    public bool Matches(AdmissionRequest request, ResourceType row) =>
        HasScope(request)
        && Has(operations, request.Operation.Text())
        && Has(groups, row.Group)
        && Has(versions, row.Version)
        && HasResource(row.Plural, request.Subresource)
        && (names.Length == 0 || Array.IndexOf(names, request.Name) >= 0);

    private bool HasScope(AdmissionRequest request)
    {
        // The request of a namespace itself has its namespace, and is of the cluster all the same.
        var isOfCluster = request.Namespace.Length == 0 || request.Is("", "namespaces");
        return scope switch
        {
            "" or "*" => true,
            "Namespaced" => !isOfCluster,
            "Cluster" => isOfCluster,
            _ => false,
        };
    }

    private bool HasResource(string plural, string subresource)
    {
        foreach (var (resource, part) in resources)
        {
            if ((resource == "*" || resource == plural) && (part == "*" || part == subresource))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(string[] values, string wanted) =>
        Array.IndexOf(values, "*") >= 0 || Array.IndexOf(values, wanted) >= 0;

    private static (string Resource, string Subresource) Split(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (text, "") : (text[..slash], text[(slash + 1)..]);
    }

    private static string[] Texts(JsonObject rule, string field) =>
        [.. (rule[field] as JsonArray ?? []).Select(v => v?.GetValue<string>() ?? "")];
}
