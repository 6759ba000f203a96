using System.Text.Json.Nodes;
using Fairway.Delivery.Changes;

namespace Fairway.Releases.Planning;

/// <summary>Changes in a few words. Pure.</summary>
internal static class ChangeWords
{
    private const int Longest = 40;
    private const int MostFields = 3;
    private const int MostSections = 4;
    private const string Image = ".image";

    /// <summary>A component in one line: <c>coredns 1.11.1 -> 1.11.3: 142 clusters: image of ...; 3 clusters also:
    /// ...</c>.</summary>
    public static string Of(ComponentView view)
    {
        var parts = view.Sections.Take(MostSections).Select((section, number) =>
            $"{Clusters(section.Clusters.Count)}{(IsAlso(view, section, number) ? " also" : "")}: {section.Summary}")
            .ToList();
        if (view.Sections.Count > MostSections)
        {
            parts.Add($"{view.Sections.Count - MostSections} more differences in fewer clusters");
        }

        if (view.Unchanged > 0)
        {
            parts.Add($"{Clusters(view.Unchanged)}: nothing changes");
        }

        return $"{Versions(view)}: {string.Join("; ", parts)}";
    }

    /// <summary><c>coredns 1.11.1 -> 1.11.3</c>; one version where it stays.</summary>
    public static string Versions(ComponentView view)
    {
        var from = view.From.Count == 0 ? "none" : string.Join(" or ", view.From);
        var to = string.Join(" or ", view.To);
        return from == to ? $"{view.Component} {to}" : $"{view.Component} {from} -> {to}";
    }

    /// <summary>Whether a section's clusters are among those of the first.</summary>
    public static bool IsAlso(ComponentView view, PlanSection section, int number) =>
        number > 0 && view.Sections[0].Clusters.Contains(section.Clusters[0], StringComparer.Ordinal);

    /// <summary><c>1 cluster</c>, <c>2 clusters</c>.</summary>
    public static string Clusters(int count) => count == 1 ? "1 cluster" : $"{count} clusters";

    /// <summary>What changes together.</summary>
    public static string Of(IReadOnlyList<PlannedChange> fields)
    {
        var words = new List<string>();
        Count(words, fields.Where(field => field is { Path: "", Before: null }), "made");
        Count(words, fields.Where(field => field is { Path: "", After: null }), "deleted");
        var left = fields.Where(field => field.Path.Length > 0).ToList();
        var images = left.Where(field => field.Path.EndsWith(Image, StringComparison.Ordinal)).ToList();
        words.AddRange(images.Select(Named).Distinct(StringComparer.Ordinal).Take(MostFields));
        var others = left.Except(images).ToList();
        if (others.Count <= MostFields - Math.Min(images.Count, 2))
        {
            words.AddRange(others.Select(Named));
        }
        else
        {
            var objects = others.Select(field => field.Object).Distinct(StringComparer.Ordinal).ToList();
            var place = objects.Count == 1 ? objects[0] : $"{objects.Count} objects";
            words.Add($"{others.Count}{(words.Count > 0 ? " other" : "")} fields of {place}");
        }

        return string.Join(", ", words);
    }

    private static void Count(List<string> words, IEnumerable<PlannedChange> objects, string what)
    {
        var names = objects.Select(field => field.Object).ToList();
        if (names.Count > 0)
        {
            words.Add(names.Count == 1 ? $"{names[0]} is {what}" : $"{names.Count} objects are {what}");
        }
    }

    private static string Named(PlannedChange field)
    {
        var isImage = field.Path.EndsWith(Image, StringComparison.Ordinal);
        var name = isImage ? $"image of {field.Object}" : $"{field.Path} of {field.Object}";
        var (before, after) = (Value(field.Before), Value(field.After));
        if (isImage && Tag(before) is { } old && Tag(after) is { } made && old.Name == made.Name)
        {
            (before, after) = (old.Tag, made.Tag);
        }

        var drift = field.IsDrift ? "drift of " : "";
        return (before, after) switch
        {
            (null, _) => $"{drift}{name} set to {after}",
            (_, null) => $"{drift}{name} removed",
            _ => $"{drift}{name} {before} -> {after}",
        };
    }

    private static (string Name, string Tag)? Tag(string? image)
    {
        var colon = image?.LastIndexOf(':') ?? -1;
        return colon > 0 && image!.IndexOf('/', colon) < 0 && !image.Contains('@', StringComparison.Ordinal)
            ? (image[..colon], image[(colon + 1)..])
            : null;
    }

    /// <summary>A value without the quotes of JSON; long ones are cut.</summary>
    private static string? Value(string? json)
    {
        var text = json is ['"', ..] ? JsonNode.Parse(json)!.GetValue<string>() : json;
        return text is { Length: > Longest } && !text.Contains(':', StringComparison.Ordinal)
            ? $"{text[..Longest]}..."
            : text?.Length > 4 * Longest ? $"{text[..Longest]}..." : text;
    }
}
