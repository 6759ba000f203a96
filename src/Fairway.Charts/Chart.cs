using System.Text.Json.Nodes;
using Fairway.Charts.Archives;
using Fairway.Charts.Rendering;
using Fairway.Charts.Trees;
using Fairway.Charts.Values;
using Fairway.Schema.Digests;

namespace Fairway.Charts;

/// <summary>A chart whose templates are parsed. Immutable; any number of threads may render it at once.</summary>
public sealed class Chart
{
    private readonly ChartContent content;
    private readonly ChartTree four;
    private readonly Lazy<ChartTree> three;

    /// <exception cref="ChartException">A template of it, though not of a chart in it, cannot be parsed.</exception>
    internal Chart(ChartContent content, Digest digest, CancellationToken cancel)
    {
        this.content = content;
        Digest = digest;
        four = ChartTree.Build(content, HelmLine.Four, cancel);
        three = new Lazy<ChartTree>(() => ChartTree.Build(content, HelmLine.Three, CancellationToken.None));
        four.Root.CheckTemplates();
    }

    public string Name => content.Metadata.Name;

    public string Version => content.Metadata.Version;

    /// <summary>The version of what it installs; empty if the chart does not say.</summary>
    public string AppVersion => content.Metadata.AppVersion;

    /// <summary>Of all its files, by path and content.</summary>
    public Digest Digest { get; }

    /// <summary>Its own values; a new tree.</summary>
    public JsonObject ReadValues() => (JsonObject)JsonNode.Parse(
        ByteText.ToBytes(GoJson.Write(
            GoValue.Of(content.ValuesOfFour), new Budget(RenderLimits.Default, CancellationToken.None))))!;

    /// <summary>Whether its own values have something at a path, names of maps with dots between them.</summary>
    public bool HasValue(string path)
    {
        var at = GoValue.Of(content.ValuesOfFour);
        foreach (var name in path.Split('.'))
        {
            if (at.Kind != GoKind.Map || !at.Map.TryGet(ByteText.FromUnicode(name), out at))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Renders it.</summary>
    /// <exception cref="ChartException">A template fails, or what it makes is no object; or values do not fit the
    /// schema, or the cluster the chart.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RenderedChart Render(RenderInput input, CancellationToken cancel = default) =>
        ChartRenderer.Render(input.Helm == HelmLine.Three ? three.Value : four, input, cancel);
}
