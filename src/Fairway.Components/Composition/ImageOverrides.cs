using Fairway.Api.Components;
using Fairway.Delivery.Changes;

namespace Fairway.Components.Composition;

/// <summary>Images of a cluster's own: allowed by the component, to the MetaConfig of one cluster, and always
/// told.</summary>
internal static class ImageOverrides
{
    /// <summary>Whether a MetaConfig may set the image.</summary>
    public static bool Allows(ImagePlace place, MetaConfigSpec config) =>
        place.Overridable && config.Cluster is not null;

    /// <summary>Why it may not.</summary>
    public static string Refusal(MetaConfig config, ImagePlace place, string path) =>
        $"MetaConfig {config.Metadata.Name} sets {path}: images come with a version and are equal everywhere; "
        + (place.Overridable
            ? "only a MetaConfig of one cluster, with spec.cluster, may set one"
            : $"take it out, or let Component {config.Spec.Component} allow it: overridable of its image {place.Name}");

    /// <summary>For each image that is not the version's: a sentence.</summary>
    public static IEnumerable<string> Remarks(ChangeRequest request, System.Text.Json.Nodes.JsonObject values)
    {
        foreach (var place in (request.Component.Spec.Images ?? []).Where(place => place.Overridable))
        {
            var image = request.Version.Spec.Images![place.Name];
            var others = ImageParts.Of(place, image).ToDictionary(part => part.Path, part => part.Text);
            var own = ImageParts.Reserved(place)
                .Select(path => (Path: path, Value: ValuePath.Find(values, path)?.ToString()))
                .Where(part => part.Value != others.GetValueOrDefault(part.Path))
                .Select(part => $"{part.Path}={part.Value}").ToList();
            if (own.Count > 0)
            {
                yield return $"image {place.Name} is the cluster's own, {string.Join(", ", own)}; version "
                    + $"{request.Version.Spec.Version} has {image}";
            }
        }
    }
}
