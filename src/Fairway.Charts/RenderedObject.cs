using System.Text.Json.Nodes;
using Fairway.Charts.Rendering;

namespace Fairway.Charts;

/// <summary>An object that a chart makes.</summary>
/// <param name="Object">The object.</param>
/// <param name="Template">The file that it is from: <c>CHART/templates/NAME</c>.</param>
/// <param name="Document">Which of the file's documents it is, from 0.</param>
/// <param name="Line">The line of that file at which it begins, from 1.</param>
public sealed record RenderedObject(JsonObject Object, string Template, int Document, int Line)
{
    internal DocumentPlaces? Places { get; init; }

    /// <summary>The line of the template whose text or action made a field, or the nearest thing around it that can be
    /// told.</summary>
    /// <param name="path">Names of maps, and indexes of lists as numbers, from the object's root.</param>
    public int LineOf(IReadOnlyList<string> path) => Places?.Line(path) ?? Line;
}
