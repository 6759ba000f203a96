using System.Text.Json.Nodes;

namespace Fairway.Charts.Rendering;

/// <summary>One document of what a file printed.</summary>
/// <param name="File">The file.</param>
/// <param name="Index">Which of its documents, from 0.</param>
/// <param name="Text">As bytes, without its separator.</param>
/// <param name="Line">The line of the file at which it begins.</param>
/// <param name="Object">What it is; null for comments alone.</param>
internal sealed record ManifestDocument(string File, int Index, string Text, int Line, JsonObject? Object)
{
    public string Kind => Object?["kind"] is JsonValue kind && kind.TryGetValue<string>(out var name) ? name : "";
}
