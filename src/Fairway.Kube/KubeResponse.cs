using System.Buffers;

namespace Fairway.Kube;

/// <summary>An API server's whole answer to a <see cref="KubeRequest"/> that is not a watch.</summary>
public sealed record KubeResponse
{
    /// <summary>HTTP status code.</summary>
    public required int Status { get; init; }

    /// <summary>Media type of <see cref="Body"/> with its parameters; null where the body is empty.</summary>
    public string? ContentType { get; init; }

    /// <summary>
    /// The body in UTF-8. A list comes as a sequence of segments that point at the stored objects: read it with
    /// <see cref="System.Text.Json.Utf8JsonReader"/>, and copy it only where a copy is needed.
    /// </summary>
    public ReadOnlySequence<byte> Body { get; init; }

    /// <summary>Texts of the Warning headers (code 299), unquoted, in order.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Retry-After in seconds, or null.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>ETag with its quotes, or null.</summary>
    public string? ETag { get; init; }

    /// <summary>Other headers, of the few answers that have any.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>True for 2xx.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;
}
