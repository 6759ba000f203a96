using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>Authorizers as values of variables.</summary>
public static class CelAuthorizer
{
    /// <summary>The value of <c>authorizer</c>, of type <see cref="KubernetesTypes.Authorizer"/>.</summary>
    public static CelValue Value(ICelAuthorizer authorizer) =>
        new AuthorizerValue(KubernetesTypes.Authorizer, authorizer, new CelQuestion());

    /// <summary>The value of <c>authorizer.requestResource</c>, of type
    /// <see cref="KubernetesTypes.ResourceCheck"/>.</summary>
    /// <param name="authorizer">Who answers.</param>
    /// <param name="resource">The resource of the request; it lacks the verb only.</param>
    public static CelValue ResourceValue(ICelAuthorizer authorizer, CelQuestion resource) =>
        new AuthorizerValue(KubernetesTypes.ResourceCheck, authorizer, resource);
}
