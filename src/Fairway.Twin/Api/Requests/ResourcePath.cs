using Fairway.Schema.Resources;

namespace Fairway.Twin.Api.Requests;

/// <summary>Where in the table of resources a path points.</summary>
/// <param name="Namespace">Null for resources of the cluster, and for lists over all namespaces.</param>
/// <param name="Name">Null for the collection.</param>
/// <param name="OldWatch">True for the paths <c>/api/v1/watch/...</c> of old clients.</param>
internal sealed record ResourcePath(
    ResourceType Resource,
    string? Namespace,
    string? Name,
    Subresource? Subresource,
    bool OldWatch)
{
    private static readonly string[] NamespaceSubresources = ["status", "finalize"];

    /// <summary>
    /// Reads <c>/api/V/...</c> and <c>/apis/G/V/...</c>. Null where the path is not of a resource's shape at all.
    /// </summary>
    /// <exception cref="Errors.ApiFailure">404 where the shape is right and nothing of the table answers.</exception>
    public static ResourcePath? Parse(ResourceTable table, string[] parts)
    {
        if (!Root(parts, out var group, out var version, out var rest))
        {
            return null;
        }

        if (rest.Length == 0)
        {
            return null;
        }

        var oldWatch = rest[0] == "watch" && rest.Length > 1;
        if (oldWatch)
        {
            rest = rest[1..];
        }

        string? ns = null;
        if (rest[0] == "namespaces" && rest.Length > 2
            && !(rest.Length == 3 && NamespaceSubresources.Contains(rest[2])))
        {
            ns = rest[1];
            rest = rest[2..];
        }

        if (rest.Length > 3 || table.Find(group, version, rest[0]) is not { } resource
            || (ns is not null && !resource.Namespaced))
        {
            throw IsBuiltIn(table, group) ? Errors.ApiFailure.NoSuchResource() : Errors.ApiFailure.NoSuchPath();
        }

        return new ResourcePath(resource, ns, rest.ElementAtOrDefault(1), FindSubresource(resource, rest), oldWatch);
    }

    /// <summary>Splits a path at its slashes; a trailing slash does not count.</summary>
    public static string[] Split(string path) => path.Trim('/').Split('/');

    private static bool Root(string[] parts, out string group, out string version, out string[] rest)
    {
        if (parts is ["api", var core, ..])
        {
            (group, version, rest) = ("", core, parts[2..]);
            return true;
        }

        if (parts is ["apis", var named, var of, ..])
        {
            (group, version, rest) = (named, of, parts[3..]);
            return true;
        }

        (group, version, rest) = ("", "", []);
        return false;
    }

    /// <summary>
    /// Whether the group has resources of the API itself. Of the others it says that there is no such path, as the
    /// reference server does, which hands them on.
    /// </summary>
    public static bool IsBuiltIn(ResourceTable table, string group) =>
        table.All.Any(r => r.Custom is null && string.Equals(r.Group, group, StringComparison.Ordinal));

    private static Subresource? FindSubresource(ResourceType resource, string[] rest)
    {
        if (rest.Length < 3)
        {
            return null;
        }

        return resource.Subresources.FirstOrDefault(s => s.Name == rest[2])
            ?? throw (resource.Custom is null
                ? Errors.ApiFailure.NoSuchResource()
                : Errors.ApiFailure.NotFound(resource, rest[1]));
    }
}
