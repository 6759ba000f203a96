using System.Text.Json.Nodes;
using Fairway.Merge.Values;

namespace Fairway.Merge.Patches;

/// <summary>JSON merge patch (RFC 7386).</summary>
public static class MergePatch
{
    /// <summary>
    /// The target with the patch merged in: null deletes, objects merge, everything else replaces. Neither argument is
    /// changed, and the result shares no node with them.
    /// </summary>
    /// <exception cref="PatchException">BadRequest where the patch is no object.</exception>
    public static JsonObject Apply(JsonObject target, JsonNode? patch)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (patch is null)
        {
            throw PatchException.BadRequest("Invalid JSON Patch");
        }

        if (patch is not JsonObject members)
        {
            throw PatchException.BadRequest($"error decoding patch: json: cannot unmarshal {GoText.Kind(patch)} "
                + "into Go value of type map[string]interface {}");
        }

        var result = (JsonObject)target.DeepClone();
        Merge(result, members);
        return result;
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject members:
                    if (target[name] is not JsonObject nested)
                    {
                        target[name] = nested = [];
                    }

                    Merge(nested, members);
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }
}
