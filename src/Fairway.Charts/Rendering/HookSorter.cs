using System.Globalization;

namespace Fairway.Charts.Rendering;

/// <summary>Tells hooks from objects that stay.</summary>
internal static class HookSorter
{
    private const string Annotation = "helm.sh/hook";
    private const string WeightAnnotation = "helm.sh/hook-weight";
    private const string PolicyAnnotation = "helm.sh/hook-delete-policy";

    private static readonly IReadOnlyDictionary<string, string> Events =
        new[]
        {
            "pre-install", "post-install", "pre-delete", "post-delete", "pre-upgrade", "post-upgrade", "pre-rollback",
            "post-rollback", "test",
        }.Append("test-success").ToDictionary(
            name => name, name => name == "test-success" ? "test" : name, StringComparer.Ordinal);

    /// <summary>Whether the document is for a moment only, if only for one that Helm does not know.</summary>
    public static bool IsHook(ManifestDocument document) => document.Head.Annotations?.ContainsKey(Annotation) ?? false;

    /// <summary>The hook; null for one of an event that is not known, which Helm leaves out.</summary>
    public static RenderedHook? Read(ManifestDocument document)
    {
        var annotations = document.Head.Annotations!;
        var events = Words(annotations[Annotation])
            .Select(word => Events.GetValueOrDefault(word)).ToList();
        if (events.Contains(null))
        {
            return null;
        }

        var policies = annotations.TryGetValue(PolicyAnnotation, out var listed) ? Words(listed) : [];
        return new RenderedHook(document)
        {
            Events = [.. events.OfType<string>()],
            Weight = Weight(annotations.GetValueOrDefault(WeightAnnotation, "")),
            DeletePolicies = policies.Count > 0 ? policies : ["before-hook-creation"],
        };
    }

    private static int Weight(string text) =>
        !text.AsSpan().ContainsAny(" \t,_")
        && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var weight)
            ? weight
            : 0;

    private static IReadOnlyList<string> Words(string list) =>
        [.. list.Split(',').Select(word => word.Trim().ToLowerInvariant())];
}
