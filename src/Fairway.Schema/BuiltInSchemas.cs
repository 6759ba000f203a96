namespace Fairway.Schema;

/// <summary>Schemas of the built-in kinds, generated at build time from the pinned KubernetesClient.</summary>
public static class BuiltInSchemas
{
    /// <summary>The definition of this name (<c>io.k8s.api.apps.v1.Deployment</c>), or null.</summary>
    public static SchemaNode? Find(string definitionName) => null;
}
