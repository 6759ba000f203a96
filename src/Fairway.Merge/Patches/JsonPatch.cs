using System.Text.Json.Nodes;
using Fairway.Merge.Values;
using Fairway.Schema.Json;

namespace Fairway.Merge.Patches;

/// <summary>
/// JSON patch (RFC 6902) as API servers apply it: looser than the RFC in places that clients have come to rely on.
/// </summary>
public static class JsonPatch
{
    /// <summary>Most operations in one patch.</summary>
    public const int MaxOperations = 10_000;

    /// <summary>Bytes that all copies of one patch may add together.</summary>
    public const int MaxCopiedBytes = 3 * 1024 * 1024;

    /// <summary>
    /// Applies the operations in order. Neither argument is changed, and the result shares no node with them.
    /// </summary>
    /// <remarks>
    /// Differences from the RFC, all of the real server: <c>replace</c> of a missing member adds it; <c>test</c> of a
    /// missing member against null succeeds; a missing <c>value</c> is null; <c>copy</c> from a missing member copies
    /// null; text before the first slash of a pointer is ignored.
    /// </remarks>
    /// <exception cref="PatchException">
    /// BadRequest where the patch is not a list of operations; TooLarge beyond the limits; Unprocessable where an
    /// operation fails.
    /// </exception>
    public static JsonNode Apply(JsonNode target, JsonNode? patch)
    {
        ArgumentNullException.ThrowIfNull(target);
        var operations = Read(patch);
        var document = target.DeepClone();
        var copied = 0L;
        for (var i = 0; i < operations.Length; i++)
        {
            var operation = operations[i];
            var error = operation.Op switch
            {
                "add" => Add(document, operation.Path, operation.Value?.DeepClone()),
                "remove" => Remove(document, operation.Path, out _),
                "replace" => Replace(ref document, operation),
                "move" => Move(document, operation),
                "copy" => Copy(document, operation, ref copied),
                "test" => Test(document, operation),
                _ => $"unknown operation \"{operation.Op}\"",
            };
            if (error is not null)
            {
                throw PatchException.Unprocessable(
                    $"operation {i} of the patch, {operation.Op} at \"{operation.Path}\": {error}",
                    isFailedTest: operation.Op == "test");
            }
        }

        return document;
    }

    private static JsonPatchOperation[] Read(JsonNode? patch)
    {
        if (patch is not (null or JsonArray))
        {
            throw PatchException.BadRequest($"error decoding patch: json: cannot unmarshal {GoText.Kind(patch)} "
                + "into Go value of type []handlers.jsonPatchOp");
        }

        var list = patch as JsonArray ?? [];
        if (list.Count > MaxOperations)
        {
            throw new PatchException(
                PatchFailure.TooLarge,
                $"The allowed maximum operations in a JSON patch is {MaxOperations}, got {list.Count}");
        }

        return list.Select(JsonPatchOperation.Read).ToArray();
    }

    private static string? Add(JsonNode document, string? path, JsonNode? value)
    {
        if (Find(document, path, out var container, out var pointer) is { } error)
        {
            return error;
        }

        if (!JsonDepth.Within(value, JsonDepth.Limit - pointer.Depth))
        {
            return $"the document would nest deeper than {JsonDepth.Limit}";
        }

        if (container is JsonObject map)
        {
            map[pointer.Key] = value;
            return null;
        }

        var list = (JsonArray)container!;
        var index = list.Count;
        if (pointer.Key != "-" && !JsonPointer.TryIndex(pointer.Key, list.Count + 1, out index))
        {
            return $"no index of a list of {list.Count}";
        }

        list.Insert(index, value);
        return null;
    }

    private static string? Remove(JsonNode document, string? path, out JsonNode? removed)
    {
        removed = null;
        if (Find(document, path, out var container, out var pointer) is { } error)
        {
            return error;
        }

        if (container is JsonObject map)
        {
            return map.Remove(pointer.Key, out removed) ? null : "no such member";
        }

        var list = (JsonArray)container!;
        if (!JsonPointer.TryIndex(pointer.Key, list.Count, out var index))
        {
            return $"no index of a list of {list.Count}";
        }

        removed = list[index];
        list.RemoveAt(index);
        return null;
    }

    private static string? Replace(ref JsonNode document, JsonPatchOperation operation)
    {
        var value = operation.Value?.DeepClone();
        if (operation.Path is "")
        {
            document = value is JsonObject or JsonArray ? value : document;
            return value is JsonObject or JsonArray ? null : "the document cannot become a scalar";
        }

        if (Find(document, operation.Path, out var container, out var pointer) is { } error)
        {
            return error;
        }

        if (!JsonDepth.Within(value, JsonDepth.Limit - pointer.Depth))
        {
            return $"the document would nest deeper than {JsonDepth.Limit}";
        }

        if (container is JsonObject map)
        {
            map[pointer.Key] = value;
            return null;
        }

        var list = (JsonArray)container!;
        if (!JsonPointer.TryIndex(pointer.Key, list.Count, out var index))
        {
            return $"no index of a list of {list.Count}";
        }

        list[index] = value;
        return null;
    }

    private static string? Move(JsonNode document, JsonPatchOperation operation) =>
        Remove(document, operation.From, out var value) is { } error
            ? $"from \"{operation.From}\": {error}"
            : Add(document, operation.Path, value);

    private static string? Copy(JsonNode document, JsonPatchOperation operation, ref long copied)
    {
        if (Find(document, operation.From, out var container, out var pointer) is { } error)
        {
            return $"from \"{operation.From}\": {error}";
        }

        if (!JsonPointer.TryGet(container!, pointer.Key, out var value))
        {
            return $"from \"{operation.From}\": no such element";
        }

        copied += JsonText.Write(value).Length;
        if (copied > MaxCopiedBytes)
        {
            throw new PatchException(
                PatchFailure.TooLarge,
                "Unable to complete the copy, the accumulated size increase of copy is "
                + $"{copied}, exceeding the limit {MaxCopiedBytes}");
        }

        return Add(document, operation.Path, value?.DeepClone());
    }

    private static string? Test(JsonNode document, JsonPatchOperation operation)
    {
        JsonNode? actual = document;
        if (operation.Path is not "")
        {
            if (Find(document, operation.Path, out var container, out var pointer) is { } error)
            {
                return error;
            }

            if (!JsonPointer.TryGet(container!, pointer.Key, out actual))
            {
                return "no such element";
            }
        }

        return JsonNode.DeepEquals(actual, operation.Value) ? null : "the value is another";
    }

    private static string? Find(JsonNode document, string? path, out JsonNode? container, out JsonPointer pointer)
    {
        container = null;
        pointer = default;
        if (path is null)
        {
            return "the pointer is missing";
        }

        if (!JsonPointer.TryParse(path, out pointer))
        {
            return "the pointer names no member";
        }

        container = pointer.Container(document);
        return container is null ? "the place above it does not exist" : null;
    }
}
