namespace Fairway.Schema.Defaults;

/// <summary>What the name of an image says about its version.</summary>
internal static class ImageNames
{
    /// <summary>
    /// Whether the image is its repository's latest: tagged so, or neither tagged nor pinned by a digest.
    /// </summary>
    public static bool IsLatest(string image)
    {
        var digest = image.IndexOf('@', StringComparison.Ordinal);
        var name = digest < 0 ? image : image[..digest];
        var tag = name.IndexOf(':', name.LastIndexOf('/') + 1);
        return tag < 0 ? digest < 0 && name.Length > 0 : name[(tag + 1)..] == "latest";
    }
}
