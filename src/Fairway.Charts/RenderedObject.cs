using System.Text.Json.Nodes;

namespace Fairway.Charts;

/// <summary>An object that a chart makes.</summary>
/// <param name="Object">The object.</param>
/// <param name="Template">The file that it is from: <c>CHART/templates/NAME</c>.</param>
/// <param name="Document">Which of the file's documents it is, from 0.</param>
/// <param name="Line">The line of that file at which it begins, from 1.</param>
public sealed record RenderedObject(JsonObject Object, string Template, int Document, int Line);
