namespace Fairway.Tests.Rollouts;

/// <summary>The definition of the Rollout resource, as little of it as the scenes need.</summary>
internal static class RolloutDefinition
{
    public const string Json = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
         "metadata":{"name":"rollouts.fairway.dev"},
         "spec":{"group":"fairway.dev","scope":"Namespaced",
          "names":{"plural":"rollouts","singular":"rollout","kind":"Rollout","listKind":"RolloutList"},
          "versions":[{"name":"v1alpha1","served":true,"storage":true,"subresources":{"status":{}},
           "schema":{"openAPIV3Schema":{"type":"object","properties":{
            "spec":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
            "status":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}}}]}}
        """;
}
