using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Merge.Values;

namespace Fairway.Merge.Patches;

/// <summary>One operation of a JSON patch. Members that are missing are null.</summary>
/// <param name="Op">add, remove, replace, move, copy or test.</param>
/// <param name="Path">Where.</param>
/// <param name="From">Where from, for move and copy.</param>
/// <param name="Value">The value; it still belongs to the patch.</param>
internal sealed record JsonPatchOperation(string? Op, string? Path, string? From, JsonNode? Value)
{
    /// <summary>Reads one element of a patch.</summary>
    /// <exception cref="PatchException">It is no object, or a member that must be a string is none.</exception>
    public static JsonPatchOperation Read(JsonNode? node)
    {
        if (node is null)
        {
            return new(null, null, null, null);
        }

        if (node is not JsonObject operation)
        {
            throw PatchException.BadRequest($"error decoding patch: json: cannot unmarshal {GoText.Kind(node)} "
                + "into Go value of type handlers.jsonPatchOp");
        }

        return new(Text(operation, "op"), Text(operation, "path"), Text(operation, "from"), operation["value"]);
    }

    private static string? Text(JsonObject operation, string name)
    {
        var node = operation[name];
        if (node is null)
        {
            return null;
        }

        return node.GetValueKind() == JsonValueKind.String
            ? node.GetValue<string>()
            : throw PatchException.BadRequest($"error decoding patch: json: cannot unmarshal {GoText.Kind(node)} "
                + $"into Go struct field jsonPatchOp.{name} of type string");
    }
}
