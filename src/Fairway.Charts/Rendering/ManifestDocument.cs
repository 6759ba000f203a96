using System.Text.Json.Nodes;

namespace Fairway.Charts.Rendering;

/// <summary>One document of what a file printed.</summary>
/// <param name="File">The file.</param>
/// <param name="Index">Which of its documents, from 0.</param>
/// <param name="Text">As bytes, without its separator.</param>
/// <param name="Line">The line of the file at which it begins.</param>
/// <param name="Object">What it is; null for comments alone.</param>
/// <param name="Head">What it is sorted by.</param>
internal sealed record ManifestDocument(
    string File, int Index, string Text, int Line, JsonObject? Object, ManifestHead Head)
{
    /// <summary>Where its parts are from; null for a file that is no template.</summary>
    public DocumentPlaces? Places { get; init; }

    public RenderedObject ToRendered() => new(Object!, File, Index, Line) { Places = Places };
}
