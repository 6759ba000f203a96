using Fairway.Api.Components;

namespace Fairway.Components.Composition;

/// <summary>Takes image references apart, for charts that want them so.</summary>
internal static class ImageParts
{
    /// <summary>What to set where; parts that the reference does not have stay the chart's.</summary>
    public static IEnumerable<(string Path, string Text)> Of(ImagePlace place, string image)
    {
        if (place.Form == ImageForm.Reference)
        {
            return [(place.Path, image)];
        }

        var at = image.IndexOf('@', StringComparison.Ordinal);
        var (name, digest) = at < 0 ? (image, "") : (image[..at], image[(at + 1)..]);
        var colon = name.IndexOf(':', name.LastIndexOf('/') + 1);
        var (path, tag) = colon < 0 ? (name, "") : (name[..colon], name[(colon + 1)..]);
        var slash = path.IndexOf('/', StringComparison.Ordinal);

        // As container runtimes tell them apart: the first part is a registry where it looks like a host.
        var hasRegistry = slash > 0 && (path[..slash].AsSpan().ContainsAny('.', ':') || path[..slash] == "localhost");
        (string Path, string Text)[] parts =
        [
            ($"{place.Path}.registry", hasRegistry ? path[..slash] : ""),
            ($"{place.Path}.repository", hasRegistry ? path[(slash + 1)..] : path),
            ($"{place.Path}.tag", tag),
            ($"{place.Path}.digest", digest),
        ];
        return parts.Where(part => part.Text.Length > 0);
    }

    /// <summary>What no meta-config may set.</summary>
    public static IEnumerable<string> Reserved(ImagePlace place) => place.Form == ImageForm.Reference
        ? [place.Path]
        : [$"{place.Path}.repository", $"{place.Path}.tag", $"{place.Path}.digest"];
}
