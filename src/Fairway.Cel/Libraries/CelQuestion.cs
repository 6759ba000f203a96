namespace Fairway.Cel.Libraries;

/// <summary>What an expression asks an authorizer.</summary>
public sealed record CelQuestion
{
    /// <summary>What is to be done: a verb of the API, or an HTTP method in lower case for a path.</summary>
    public string Verb { get; init; } = "";

    /// <summary>A path that is no resource; null where a resource is asked about.</summary>
    public string? Path { get; init; }

    /// <summary>The group, without its version; empty for the core.</summary>
    public string Group { get; init; } = "";

    /// <summary>The resource, in the plural.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The subresource, or nothing.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>The namespace, or nothing.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The object's name, or nothing.</summary>
    public string Name { get; init; } = "";

    /// <summary>A field selector as written, or nothing; it may be unreadable.</summary>
    public string FieldSelector { get; init; } = "";

    /// <summary>A label selector as written, or nothing; it may be unreadable.</summary>
    public string LabelSelector { get; init; } = "";
}
