using Fairway.Charts.Archives;
using Fairway.Charts.Rendering;
using Fairway.Schema.Digests;

namespace Fairway.Charts;

/// <summary>A chart whose templates are parsed. Immutable; any number of threads may render it at once.</summary>
public sealed class Chart
{
    internal Chart(ChartContent content, Digest digest)
    {
        Content = content;
        Digest = digest;
    }

    public string Name => Content.Metadata.Name;

    public string Version => Content.Metadata.Version;

    /// <summary>The version of what it installs; empty if the chart does not say.</summary>
    public string AppVersion => Content.Metadata.AppVersion;

    /// <summary>Of all its files, by path and content.</summary>
    public Digest Digest { get; }

    internal ChartContent Content { get; }

    /// <summary>Renders it.</summary>
    /// <exception cref="ChartException">A template fails, or what it makes is no object.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RenderedChart Render(RenderInput input, CancellationToken cancel = default) =>
        ChartRenderer.Render(Content, input, cancel);
}
