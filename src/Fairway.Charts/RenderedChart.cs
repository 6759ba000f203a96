namespace Fairway.Charts;

/// <summary>What a chart makes of values.</summary>
/// <param name="Objects">In the order in which Helm installs them.</param>
/// <param name="Manifest">The text that <c>helm template</c> prints.</param>
public sealed record RenderedChart(IReadOnlyList<RenderedObject> Objects, string Manifest);
