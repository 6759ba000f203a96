using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Merge.Diffing;
using Fairway.Schema;
using Fairway.Schema.Custom;

namespace Fairway.Components.Tenants;

/// <summary>
/// Schemas of kinds, by which lists of their objects are told apart: what is keyed, what is a set, what has one owner.
/// Kinds that are not built in have those of their definitions.
/// </summary>
internal sealed class KindSchemas(ImmutableDictionary<GroupVersionKind, SchemaNode> custom)
{
    /// <summary>Of built-in kinds alone.</summary>
    public static KindSchemas BuiltIn { get; } = new(ImmutableDictionary<GroupVersionKind, SchemaNode>.Empty);

    /// <summary>
    /// Reads the definitions of some objects' kinds: as the target has them, else as the cluster does. The target comes
    /// first, so that the comparison at the act is the one of the plan, though the act brings the definition.
    /// </summary>
    /// <param name="tenant">The cluster.</param>
    /// <param name="target">What is to be.</param>
    /// <param name="recorded">What was.</param>
    public static async Task<KindSchemas> ReadAsync(
        Tenant tenant,
        IReadOnlyCollection<JsonObject> target,
        IEnumerable<ObjectRef> recorded,
        CancellationToken cancel)
    {
        var known = ImmutableDictionary.CreateBuilder<GroupVersionKind, SchemaNode>();
        foreach (var definition in target.Where(item => IsDefinition(ObjectRef.Of(item))))
        {
            Add(known, CustomDefinition.Read(definition));
        }

        var objects = target.Select(ObjectRef.Of).Concat(recorded);
        foreach (var reference in objects.Where(item => BuiltInSchemas.Find(item.Kind) is null))
        {
            if (!known.ContainsKey(reference.Kind)
                && tenant.Kinds.Find(reference) is { } resource
                && await tenant.FindDefinitionAsync(Definition(resource), cancel) is { } definition)
            {
                Add(known, definition);
            }
        }

        return known.Count == 0 ? BuiltIn : new KindSchemas(known.ToImmutable());
    }

    /// <summary>The schema of an object; null where nothing says it (a kind of an aggregated server): its lists are
    /// then compared as a whole.</summary>
    public SchemaNode? Find(ObjectRef reference) =>
        BuiltInSchemas.Find(reference.Kind) ?? custom.GetValueOrDefault(reference.Kind);

    private static void Add(
        ImmutableDictionary<GroupVersionKind, SchemaNode>.Builder known, CustomDefinition definition)
    {
        foreach (var version in definition.Versions)
        {
            known[new GroupVersionKind(definition.Group, version.Name, definition.Names.Kind)] =
                definition.SchemaOf(version);
        }
    }

    private static ObjectRef Definition(KubeResource resource) => new(
        new GroupVersionKind("apiextensions.k8s.io", "v1", "CustomResourceDefinition"),
        "",
        $"{resource.Plural}.{resource.Group}");

    private static bool IsDefinition(ObjectRef reference) =>
        reference.Kind is { Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition" };
}
