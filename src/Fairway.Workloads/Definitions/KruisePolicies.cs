using System.Collections.Immutable;
using Fairway.Api;

namespace Fairway.Workloads.Definitions;

/// <summary>The admission policies beside OpenKruise's kinds, as they stand in <c>deploy/policies-kruise</c>: no two
/// sets of a kind in one namespace select each other's pods. Sets that are made within the same moment are not seen by
/// each other: the API server reads parameters from a cache.</summary>
public static class KruisePolicies
{
    /// <summary>The policy of a definition, and its binding.</summary>
    /// <param name="crd">The definition's name: <c>clonesets.apps.kruise.io</c>.</param>
    public static ImmutableArray<ApiPolicy> Of(string crd)
    {
        var name = $"fairway-{crd.Split('.')[0]}-apart";
        using var stream = typeof(KruisePolicies).Assembly.GetManifestResourceStream($"policies/{name}")
            ?? throw new InvalidOperationException($"deploy/policies-kruise has no {name}.yaml");
        return ApiPolicy.Read(name, stream);
    }
}
