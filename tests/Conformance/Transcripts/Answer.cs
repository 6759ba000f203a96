using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Conformance.Transcripts;

/// <summary>What a server answered: the headers that are compared, and the body as it came.</summary>
internal sealed record Answer(
    int Status,
    string? ContentType,
    IReadOnlyList<string> Warnings,
    bool RetryAfter,
    string Text
)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 512 };

    /// <summary>The body as JSON. False if it is none, or names a field twice.</summary>
    public bool TryJson(out JsonNode? body)
    {
        try
        {
            body = JsonNode.Parse(Text, documentOptions: Strict);
            return true;
        }
        catch (JsonException)
        {
            body = null;
            return false;
        }
    }
}
