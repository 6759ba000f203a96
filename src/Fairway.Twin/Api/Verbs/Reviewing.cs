using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Verbs;

/// <summary>Reviews: what is created is answered with a status, and not stored.</summary>
internal sealed class Reviewing(ApiContext context)
{
    /// <summary>Whether the resource is one of reviews.</summary>
    public static bool Knows(ResourceCall call) =>
        call.Resource.Group is "authorization.k8s.io" or "authentication.k8s.io";

    public async Task<KubeResponse> HandleAsync(ResourceCall call, CancellationToken cancel)
    {
        var options = WriteOptions.Read(call.Request, "CreateOptions");
        if (call.Resource.Namespaced && call.Path.Namespace is null)
        {
            throw ApiFailure.MethodNotAllowed();
        }

        var review = ObjectDecoder.Decode(call, options.Validation);
        Identity.SetNamespace(call, ObjectMeta.Of(review));
        Ownership.Track(call, null, review, options);
        var request = await context.Admission.AdmitCreateAsync(call, review, options, cancel);
        review = Reviewed(call, request.Object!);
        await context.Admission.ValidateCreateAsync(request, review, cancel);
        return Answers.Object(call, 201, review);
    }

    private JsonObject Reviewed(ResourceCall call, JsonObject review)
    {
        switch (call.Resource.Kind)
        {
            case "SelfSubjectReview":
                ObjectMeta.Of(review)["creationTimestamp"] = ObjectMeta.Time(context.Time.GetUtcNow());
                review["status"] = new JsonObject { ["userInfo"] = ReviewedUser.Write([], call.User) };
                return review;
            case "SelfSubjectRulesReview":
                return Rules(call, review);
            case "TokenReview":
                return context.Tokens.Review(review);
            case var kind:
                review["status"] = Access(call, review, kind);
                return review;
        }
    }

    private JsonObject Access(ResourceCall call, JsonObject review, string kind)
    {
        var isOfSelf = kind == "SelfSubjectAccessReview";
        var ns = kind == "LocalSubjectAccessReview" ? call.Path.Namespace : null;
        var errors = ReviewValidation.Check(review, isOfSelf, ns);
        if (errors.Count > 0)
        {
            throw ApiFailure.Invalid(call.Resource.Group, "", "", errors);
        }

        var spec = (JsonObject)review["spec"]!;
        var decision = context.Access.Decide(Wanted(isOfSelf ? call.User : ReviewedUser.Read(spec), spec));
        var status = new JsonObject { ["allowed"] = decision.Allowed };
        if (decision.Reason.Length > 0)
        {
            status["reason"] = decision.Reason;
        }

        return status;
    }

    private static AccessRequest Wanted(ApiUser user, JsonObject spec)
    {
        if (spec["nonResourceAttributes"] is JsonObject path)
        {
            return new AccessRequest(user, ObjectMeta.Text(path, "verb"))
            {
                IsResource = false,
                Path = ObjectMeta.Text(path, "path"),
            };
        }

        var asked = spec["resourceAttributes"] as JsonObject ?? [];
        return new AccessRequest(user, ObjectMeta.Text(asked, "verb"))
        {
            Group = ObjectMeta.Text(asked, "group"),
            Version = ObjectMeta.Text(asked, "version"),
            Resource = ObjectMeta.Text(asked, "resource"),
            Subresource = ObjectMeta.Text(asked, "subresource"),
            Namespace = ObjectMeta.Text(asked, "namespace"),
            Name = ObjectMeta.Text(asked, "name"),
        };
    }

    private JsonObject Rules(ResourceCall call, JsonObject review)
    {
        var ns = ObjectMeta.Text(review["spec"] as JsonObject ?? [], "namespace");
        if (ns.Length == 0)
        {
            throw ApiFailure.BadRequest("no namespace on request");
        }

        var (rules, missing) = context.Access.RulesFor(call.User, ns);
        var status = new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. rules.Where(r => r.Resources.Length > 0).Select(Rule)]),
            ["nonResourceRules"] = new JsonArray([.. rules.Where(r => r.Paths.Length > 0).Select(PathRule)]),
            ["incomplete"] = false,
        };
        if (missing.Count > 0)
        {
            status["evaluationError"] = Rbac.Aggregated([.. missing.Select(Rbac.MissingRole)]);
        }

        return new JsonObject
        {
            ["kind"] = call.Resource.Kind,
            ["apiVersion"] = call.Resource.ApiVersion,
            ["metadata"] = new JsonObject(),
            ["spec"] = new JsonObject(),
            ["status"] = status,
        };
    }

    private static JsonNode Rule(PolicyRule rule)
    {
        var shown = new JsonObject
        {
            ["verbs"] = ReviewedUser.List(rule.Verbs),
            ["apiGroups"] = ReviewedUser.List(rule.Groups),
            ["resources"] = ReviewedUser.List(rule.Resources),
        };
        if (rule.Names.Length > 0)
        {
            shown["resourceNames"] = ReviewedUser.List(rule.Names);
        }

        return shown;
    }

    private static JsonNode PathRule(PolicyRule rule) => new JsonObject
    {
        ["verbs"] = ReviewedUser.List(rule.Verbs),
        ["nonResourceURLs"] = ReviewedUser.List(rule.Paths),
    };
}
