using System.Text;
using Fairway.Charts.Rendering;
using Fairway.Charts.Values;

namespace Fairway.Charts;

/// <summary>What a chart makes of values.</summary>
public sealed class RenderedChart
{
    private readonly IReadOnlyList<ManifestDocument> documents;
    private readonly Lazy<string> manifest;

    internal RenderedChart(IReadOnlyList<ManifestDocument> documents)
    {
        this.documents = documents;
        manifest = new Lazy<string>(() => Print(includesCrds: false));
        Objects = [.. documents.Where(document => document.Object is not null)
            .Select(document => document.ToRendered())];
    }

    /// <summary>In the order in which Helm installs them; hooks are apart.</summary>
    public IReadOnlyList<RenderedObject> Objects { get; }

    /// <summary>Hooks, by the order of kinds in which Helm prints them; <see cref="HooksOf"/> has the order in which
    /// they run.</summary>
    public IReadOnlyList<RenderedHook> Hooks { get; internal init; } = [];

    /// <summary>The files of definitions of the chart and those in it. No templates; Helm installs them before
    /// anything else.</summary>
    public IReadOnlyList<CrdFile> Crds { get; internal init; } = [];

    /// <summary>What the chart says to its user; empty if it says nothing.</summary>
    public string Notes { get; internal init; } = "";

    /// <summary>What was strange, and no error. Shows no values.</summary>
    public IReadOnlyList<string> Warnings { get; internal init; } = [];

    /// <summary>The text that <c>helm template</c> prints: objects, then hooks.</summary>
    public string Manifest => manifest.Value;

    /// <summary>The hooks of an event such as <c>pre-install</c> in the order in which Helm runs them: by weight,
    /// then by name.</summary>
    public IReadOnlyList<RenderedHook> HooksOf(string moment) =>
        [.. Hooks.Where(hook => hook.Events.Contains(moment))
            .OrderBy(hook => hook.Weight)
            .ThenBy(hook => hook.Name, StringComparer.Ordinal)];

    /// <summary>The text that <c>helm template</c> prints.</summary>
    /// <param name="includesCrds">With the files of definitions before it: <c>--include-crds</c>.</param>
    public string Print(bool includesCrds)
    {
        var text = new StringBuilder();
        foreach (var crd in includesCrds ? Crds : [])
        {
            Append(text, ByteText.FromUnicode(crd.File), crd.Bytes);
        }

        foreach (var document in documents)
        {
            Append(text, document.File, document.Text);
        }

        var printed = new StringBuilder(GoSpace.Trim(text.ToString())).Append('\n');
        foreach (var hook in Hooks)
        {
            Append(printed, hook.Document.File, hook.Document.Text);
        }

        return ByteText.ToUnicode(printed.ToString());
    }

    private static void Append(StringBuilder text, string file, string content) =>
        text.Append("---\n# Source: ").Append(file).Append('\n').Append(content).Append('\n');
}
