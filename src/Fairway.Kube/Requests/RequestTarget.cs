namespace Fairway.Kube.Requests;

/// <summary>What the path of a request names.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Plural">The resource: <c>pods</c>.</param>
/// <param name="Namespace">Null for what belongs to the cluster, and for lists over all namespaces.</param>
/// <param name="Name">Null for a collection.</param>
/// <param name="Subresource">Null for the object itself.</param>
public readonly record struct RequestTarget(
    string Group, string Plural, string? Namespace, string? Name, string? Subresource)
{
    /// <summary>The object; null for a collection.</summary>
    public ObjectKey? Key => Name is { } name ? new ObjectKey(Namespace, name) : null;

    /// <summary>Reads a path; null where it names no resource (<c>/version</c>, <c>/apis</c>).</summary>
    public static RequestTarget? Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["api", _, .. var rest] => Parse("", rest),
            ["apis", var group, _, .. var rest] => Parse(group, rest),
            _ => null,
        };
    }

    private static RequestTarget? Parse(string group, string[] rest) => rest switch
    {
        ["namespaces", var ns, var plural, .. var tail] when !IsPartOfNamespace(group, plural, tail) =>
            new RequestTarget(group, plural, ns, At(tail, 0), At(tail, 1)),
        [var plural, .. var tail] => new RequestTarget(group, plural, null, At(tail, 0), At(tail, 1)),
        _ => null,
    };

    /// <summary><c>/api/v1/namespaces/x/status</c> is a subresource of a Namespace, not a resource within it.</summary>
    private static bool IsPartOfNamespace(string group, string plural, string[] tail) =>
        group.Length == 0 && tail.Length == 0 && plural is "status" or "finalize";

    private static string? At(string[] parts, int index) => index < parts.Length ? parts[index] : null;
}
