using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>Whole numbers of trees, which may have been read from text or put there as numbers of any size.</summary>
internal static class JsonNumber
{
    /// <summary>The number, or null where the node is none.</summary>
    public static long? Of(JsonNode? node) => node is not JsonValue value ? null
        : value.TryGetValue<long>(out var large) ? large
        : value.TryGetValue<int>(out var small) ? small
        : null;
}
