using Fairway.Charts.Rendering;

namespace Fairway.Charts;

/// <summary>An object that is there for a moment of a release's life only.</summary>
public sealed record RenderedHook
{
    internal RenderedHook(ManifestDocument document) => Document = document;

    /// <summary>The object, and where it is from.</summary>
    public RenderedObject Rendered => Document.ToRendered();

    /// <summary>Its name; empty if it has none.</summary>
    public string Name => Document.Head.Name;

    /// <summary>When it is created: <c>pre-install</c>, <c>post-upgrade</c>, <c>test</c> and so on.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>Hooks of lower weight come first.</summary>
    public int Weight { get; init; }

    /// <summary>When it is deleted: <c>before-hook-creation</c> if it does not say.</summary>
    public required IReadOnlyList<string> DeletePolicies { get; init; }

    internal ManifestDocument Document { get; }
}
