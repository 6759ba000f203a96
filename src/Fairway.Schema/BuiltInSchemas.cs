using Fairway.Schema.Definitions;

namespace Fairway.Schema;

/// <summary>Schemas of the built-in kinds, generated at build time from the pinned KubernetesClient.</summary>
public static class BuiltInSchemas
{
    /// <summary>Names of all definitions, in order.</summary>
    public static IReadOnlyList<string> Names => DefinitionStore.BuiltIn.Names;

    /// <summary>
    /// The definition of this name (<c>io.k8s.api.apps.v1.Deployment</c>), or null. The same name gives the same node.
    /// </summary>
    public static SchemaNode? Find(string definitionName) => DefinitionStore.BuiltIn.Find(definitionName);

    /// <summary>The definition of this kind, or null.</summary>
    public static SchemaNode? Find(GroupVersionKind kind) => DefinitionStore.BuiltIn.Find(kind);
}
