using System.Text.Json.Nodes;

namespace Fairway.Conformance.Transcripts;

/// <summary>
/// A request as recorded, placeholders in it. <see cref="RawBody"/> is sent as it is, <see cref="Body"/> as JSON.
/// </summary>
internal sealed record RecordedRequest(
    string Method,
    string Path,
    IReadOnlyList<KeyValuePair<string, string>> Query,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    JsonNode? Body,
    string? RawBody
);
