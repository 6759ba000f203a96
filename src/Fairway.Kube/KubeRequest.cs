namespace Fairway.Kube;

/// <summary>
/// One request to the API of one cluster, free of any transport: what HTTPS would carry, and what the twin takes as it
/// is.
/// </summary>
public sealed record KubeRequest
{
    /// <summary>HTTP method in capitals: GET, POST, PUT, PATCH or DELETE.</summary>
    public required string Method { get; init; }

    /// <summary>Absolute path, percent-decoded, without query:
    /// <c>/api/v1/namespaces/default/pods/web-0/status</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Query parameters in order, decoded. A name may come more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>The Accept header as sent; null means <c>application/json</c>.</summary>
    public string? Accept { get; init; }

    /// <summary>Media type of <see cref="Body"/>; null where there is none.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body as UTF-8; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The caller's product name; its part before the first slash is the default field manager.</summary>
    public string UserAgent { get; init; } = "fairway";

    /// <summary>The If-None-Match header, or null.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>The first value of the query parameter <paramref name="name"/>, or null where it is absent.</summary>
    public string? QueryValue(string name)
    {
        foreach (var (key, value) in Query)
        {
            if (string.Equals(key, name, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }
}
