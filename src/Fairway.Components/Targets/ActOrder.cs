using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Targets;

/// <summary>
/// The order in which a target is brought: namespaces, then definitions of kinds, since all else may need them; the
/// rest as it comes, which of a chart is Helm's order of kinds. What goes, goes in the reverse order.
/// </summary>
internal static class ActOrder
{
    /// <summary>Sorted; within a rank, items stay as they are.</summary>
    public static IEnumerable<JsonObject> Sort(IEnumerable<JsonObject> objects) =>
        objects.OrderBy(item => IsNamespace(ObjectRef.Of(item)) ? 0 : IsDefinition(ObjectRef.Of(item)) ? 1 : 2);

    /// <summary>Whether an object is a namespace.</summary>
    public static bool IsNamespace(ObjectRef reference) => reference.Kind is { Group: "", Kind: "Namespace" };

    /// <summary>Whether an object defines a kind.</summary>
    public static bool IsDefinition(ObjectRef reference) =>
        reference.Kind is { Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition" };
}
