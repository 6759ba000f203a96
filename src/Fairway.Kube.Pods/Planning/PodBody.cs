using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Planning;

/// <summary>Makes the pod that a template stands for.</summary>
internal static class PodBody
{
    /// <summary>A pod without a name; the caller gives it <c>name</c> or <c>generateName</c>.</summary>
    public static JsonObject From(PodTemplate template, string? ns, OwnerReference owner)
    {
        var tree = template.ToJson();
        var source = tree["metadata"] as JsonObject;
        var metadata = new JsonObject { ["namespace"] = ns };
        foreach (var field in (ReadOnlySpan<string>)["labels", "annotations", "finalizers"])
        {
            if (source?[field] is { } value)
            {
                metadata[field] = value.DeepClone();
            }
        }

        metadata["ownerReferences"] = new JsonArray(owner.ToJson());
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = metadata,
            ["spec"] = tree["spec"]?.DeepClone() ?? new JsonObject(),
        };
    }
}
