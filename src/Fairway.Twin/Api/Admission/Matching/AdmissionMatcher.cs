using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Selection;

namespace Fairway.Twin.Api.Admission.Matching;

/// <summary>
/// Which requests a webhook or a policy wants to see: rules, what they exclude, selectors of namespaces and objects,
/// and whether other versions of the same objects count too.
/// </summary>
internal sealed class AdmissionMatcher
{
    private const string RegistrationGroup = "admissionregistration.k8s.io";
    private readonly MatchingRule[] rules;
    private readonly MatchingRule[] excluded;
    private readonly LabelSelector namespaces;
    private readonly LabelSelector objects;
    private readonly bool equivalents;

    private AdmissionMatcher(JsonObject source, JsonNode? rules)
    {
        this.rules = MatchingRule.Read(rules);
        excluded = MatchingRule.Read(source["excludeResourceRules"]);
        namespaces = LabelSelector.Of(source["namespaceSelector"] as JsonObject);
        objects = LabelSelector.Of(source["objectSelector"] as JsonObject);
        equivalents = ObjectMeta.Text(source, "matchPolicy") == "Equivalent";
    }

    /// <summary>Whether it has rules; the resources of a policy's binding need none.</summary>
    public bool HasRules => rules.Length > 0;

    /// <summary>The matcher of an entry of a webhook configuration.</summary>
    public static AdmissionMatcher OfWebhook(JsonObject webhook) => new(webhook, webhook["rules"]);

    /// <summary>The matcher of <c>matchConstraints</c> or <c>matchResources</c> of a policy or its binding.</summary>
    public static AdmissionMatcher OfResources(JsonObject matchResources) =>
        new(matchResources, matchResources["resourceRules"]);

    /// <summary>Whether the request is of a kind that no webhook and no policy may stand in the way of: those kinds
    /// themselves.</summary>
    public static bool IsExempt(AdmissionRequest request) => request.Resource.Group == RegistrationGroup;

    /// <summary>
    /// The row in whose version the request is to be shown, or null where it is not meant: the request's own where a
    /// rule names it, else one of the same objects in another version.
    /// </summary>
    /// <exception cref="ApiFailure">404: a rule means the request, and the namespace whose labels count is not
    /// there.</exception>
    public ResourceType? Match(AdmissionRequest request)
    {
        if (MatchRules(excluded, request) is not null)
        {
            return null;
        }

        var row = rules.Length == 0 ? request.Resource : MatchRules(rules, request);
        return row is not null && SelectsObject(request) && SelectsNamespace(request) ? row : null;
    }

    private ResourceType? MatchRules(MatchingRule[] among, AdmissionRequest request)
    {
        foreach (var rule in among)
        {
            if (rule.Matches(request, request.Resource))
            {
                return request.Resource;
            }
        }

        return equivalents && among.Length > 0 ? MatchOtherVersions(among, request) : null;
    }

    private static ResourceType? MatchOtherVersions(MatchingRule[] among, AdmissionRequest request)
    {
        foreach (var rule in among)
        {
            foreach (var row in request.Context.Table.All)
            {
                if (row.StorageName == request.Resource.StorageName
                    && row.ApiVersion != request.Resource.ApiVersion
                    && rule.Matches(request, row))
                {
                    return row;
                }
            }
        }

        return null;
    }

    private bool SelectsObject(AdmissionRequest request) =>
        objects.IsEverything || Selects(request.Object) || Selects(request.Old);

    private bool Selects(JsonObject? obj) =>
        obj is not null && objects.Matches(obj["metadata"]?["labels"] as JsonObject);

    private bool SelectsNamespace(AdmissionRequest request)
    {
        var isNamespace = request.Is("", "namespaces");
        if (namespaces.IsEverything || (request.Namespace.Length == 0 && !isNamespace))
        {
            return true;
        }

        if (isNamespace && request.Subresource.Length == 0 && request.Object is { } asked)
        {
            return namespaces.Matches(asked["metadata"]?["labels"] as JsonObject);
        }

        var spaces = request.Context.Table.Find("", "v1", "namespaces")!;
        var found = request.Context.Store.Head(spaces.StorageName, new ObjectKey(null, request.Namespace))
            ?? throw ApiFailure.NotFound(spaces, request.Namespace);
        return namespaces.Matches(found.Labels);
    }
}
