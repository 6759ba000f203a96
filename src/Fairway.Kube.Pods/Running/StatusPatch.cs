using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Running;

/// <summary>The patch of an object's <c>status</c> subresource.</summary>
internal static class StatusPatch
{
    /// <summary>Null where nothing is to change.</summary>
    public static JsonObject? Between(JsonObject before, JsonObject after) =>
        MergePatch.Between(before, after) is { } status ? new JsonObject { ["status"] = status } : null;

    /// <summary>The patch that also sets an annotation, which the status subresource takes without a new
    /// generation.</summary>
    public static JsonObject? WithAnnotation(JsonObject? patch, ObjectMeta meta, string key, string? value)
    {
        if (value is null || meta.Annotations[key] == value)
        {
            return patch;
        }

        patch ??= [];
        patch["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [key] = value } };
        return patch;
    }
}
