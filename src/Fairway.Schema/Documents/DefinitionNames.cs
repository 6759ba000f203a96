using Fairway.Schema.Resources;

namespace Fairway.Schema.Documents;

/// <summary>Names of definitions in OpenAPI.</summary>
internal static class DefinitionNames
{
    public const string DeleteOptions = "io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions";
    public const string Patch = "io.k8s.apimachinery.pkg.apis.meta.v1.Patch";
    public const string Status = "io.k8s.apimachinery.pkg.apis.meta.v1.Status";

    /// <summary>
    /// The definition of a row's objects. What is no built-in kind is named after its group, turned around.
    /// </summary>
    public static string Of(ResourceType row) =>
        row.Schema?.Name ?? $"{string.Join('.', row.Group.Split('.').Reverse())}.{row.Version}.{row.Kind}";

    /// <summary>The definition of a list of a row's objects.</summary>
    public static string ListOf(ResourceType row) => $"{Of(row)}List";

    /// <summary>The definition of what a subresource takes and gives.</summary>
    public static string Of(ResourceType row, Subresource part) =>
        part.Kind == row.Kind && part.Group == row.Group
            ? Of(row)
            : $"io.k8s.api.{(part.Group.Length == 0 ? "core" : part.Group)}.{part.Version}.{part.Kind}";
}
