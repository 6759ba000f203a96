namespace Fairway.Twin.Api.Access;

/// <summary>
/// What somebody wants to do, as an authorizer sees it: a verb on a resource, or on a path that is no resource. Empty
/// texts stand for what is not said.
/// </summary>
/// <param name="User">Who wants to.</param>
/// <param name="Verb">The verb of the API (<c>list</c>, <c>deletecollection</c>); of a path the method in small
/// letters.</param>
public sealed record AccessRequest(ApiUser User, string Verb)
{
    /// <summary>Whether a resource is meant, or else <see cref="Path"/>.</summary>
    public bool IsResource { get; init; } = true;

    /// <summary>API group; empty for core.</summary>
    public string Group { get; init; } = "";

    /// <summary>Version in the group.</summary>
    public string Version { get; init; } = "";

    /// <summary>Plural name of the resource, whether the cluster has it or not.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Subresource.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Namespace; empty for the whole cluster.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Name of the object; empty for all of them.</summary>
    public string Name { get; init; } = "";

    /// <summary>The path, where no resource is meant.</summary>
    public string Path { get; init; } = "";

    /// <summary><c>pods/log</c>: resource and subresource, as rules name them.</summary>
    public string Combined => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";
}

/// <summary>What an authorizer says.</summary>
/// <param name="Allowed">Whether the request may be made. Nothing is denied for good: what nobody allows is
/// refused.</param>
/// <param name="Reason">Who allows it, or what went wrong on the way; may be empty.</param>
public readonly record struct AccessDecision(bool Allowed, string Reason = "");
