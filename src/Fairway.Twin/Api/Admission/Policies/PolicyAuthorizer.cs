using Fairway.Cel.Libraries;
using Fairway.Cel.Values;
using Fairway.Twin.Api.Access;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>Tells expressions what a user may do.</summary>
internal sealed class PolicyAuthorizer(Authorizer access, ApiUser user) : ICelAuthorizer
{
    /// <summary>The variable <c>authorizer</c> of a request.</summary>
    public static CelValue Of(AdmissionRequest request) =>
        CelAuthorizer.Value(new PolicyAuthorizer(request.Context.Access, request.User));

    /// <summary>The variable <c>authorizer.requestResource</c> of a request.</summary>
    public static CelValue OfResource(AdmissionRequest request) => CelAuthorizer.ResourceValue(
        new PolicyAuthorizer(request.Context.Access, request.User),
        new CelQuestion
        {
            Group = request.Resource.Group,
            Resource = request.Resource.Plural,
            Subresource = request.Subresource,
            Namespace = request.Namespace,
            Name = request.Name,
        });

    public CelDecision Decide(CelQuestion question)
    {
        var decision = access.Decide(question.Path is { } path
            ? new AccessRequest(user, question.Verb) { IsResource = false, Path = path }
            : new AccessRequest(user, question.Verb)
            {
                Group = question.Group,
                Version = "*",
                Resource = question.Resource,
                Subresource = question.Subresource,
                Namespace = question.Namespace,
                Name = question.Name,
            });
        return new CelDecision(decision.Allowed, decision.Reason);
    }

    public ICelAuthorizer ForServiceAccount(string namespaceName, string name) => new PolicyAuthorizer(
        access,
        new ApiUser(
            ServiceAccountName.User(namespaceName, name),
            [.. ServiceAccountName.Groups(namespaceName), "system:authenticated"]));
}
