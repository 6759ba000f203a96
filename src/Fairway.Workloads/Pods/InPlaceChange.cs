using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.Pods;

/// <summary>What leads from one template to another where only images, labels and annotations differ.</summary>
/// <param name="Images">The containers whose image changes, with the new one.</param>
/// <param name="Metadata">Merge patch of the pod's labels and annotations.</param>
internal sealed record InPlaceChange(ImmutableArray<(string Container, string Image)> Images, JsonObject Metadata)
{
    /// <summary>The change, or null where more differs: then pods must be made anew.</summary>
    public static InPlaceChange? Between(PodTemplate before, PodTemplate after)
    {
        var (old, now) = (before.ToJson(), after.ToJson());
        var (oldMeta, nowMeta) = (TakeMetadata(old), TakeMetadata(now));
        var (oldImages, nowImages) = (TakeImages(old), TakeImages(now));
        if (!JsonNode.DeepEquals(old, now))
        {
            return null;
        }

        // Equal but for images: the containers are the same, in the same order.
        ImmutableArray<(string Container, string Image)> changed =
            [.. nowImages.Zip(oldImages).Where(pair => pair.First != pair.Second).Select(pair => pair.First)];
        var metadata = MergePatch.Between(oldMeta, nowMeta) ?? [];
        return Containers(now).Any(c => !changed.Any(one => one.Container == (string?)c["name"]) && Reads(c, metadata))
            ? null
            : new InPlaceChange(changed, metadata);
    }

    /// <summary>A variable of the container has the value of a label or an annotation that changes. It would keep the
    /// old one until the container is started anew.</summary>
    private static bool Reads(JsonObject container, JsonObject metadata) =>
        (container["env"] as JsonArray ?? [])
            .Select(one => (string?)one?["valueFrom"]?["fieldRef"]?["fieldPath"]).OfType<string>()
            .Any(path => metadata.Any(field => (field.Value as JsonObject ?? [])
                .Any(entry => path == $"metadata.{field.Key}['{entry.Key}']")));

    private static IEnumerable<JsonObject> Containers(JsonObject template) =>
        (template["spec"]?["containers"] as JsonArray ?? []).OfType<JsonObject>();

    private static JsonObject TakeMetadata(JsonObject template)
    {
        var taken = new JsonObject();
        foreach (var field in (ReadOnlySpan<string>)["labels", "annotations"])
        {
            if (template["metadata"] is JsonObject metadata && metadata[field] is JsonObject map)
            {
                metadata.Remove(field);
                taken[field] = map;
            }
        }

        if (template["metadata"] is JsonObject { Count: 0 })
        {
            template.Remove("metadata");
        }

        return taken;
    }

    private static ImmutableArray<(string Container, string Image)> TakeImages(JsonObject template)
    {
        var images = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var container in Containers(template))
        {
            images.Add(((string?)container["name"] ?? "", (string?)container["image"] ?? ""));
            container["image"] = "";
        }

        return images.ToImmutable();
    }
}
