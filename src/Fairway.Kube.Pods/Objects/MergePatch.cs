using System.Text.Json.Nodes;

namespace Fairway.Kube.Pods.Objects;

/// <summary>The JSON merge patch (RFC 7396) that leads from one object to another.</summary>
internal static class MergePatch
{
    /// <summary>The patch, or null where there is nothing to change. Lists are replaced as a whole.</summary>
    public static JsonObject? Between(JsonObject before, JsonObject after)
    {
        var patch = new JsonObject();
        foreach (var (key, old) in before)
        {
            if (old is not null && after[key] is null)
            {
                patch[key] = null;
            }
        }

        foreach (var (key, wanted) in after)
        {
            if (wanted is null || JsonNode.DeepEquals(before[key], wanted))
            {
                continue;
            }

            patch[key] = before[key] is JsonObject oldObject && wanted is JsonObject newObject
                ? Between(oldObject, newObject)
                : wanted.DeepClone();
        }

        return patch.Count == 0 ? null : patch;
    }
}
