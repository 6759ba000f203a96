using System.Text;
using Fairway.Charts.Ignoring;
using Fairway.Charts.Rendering;
using Fairway.Charts.Values;

namespace Fairway.Charts;

/// <summary>What a chart makes of values.</summary>
public sealed class RenderedChart
{
    private const string Source = "# Source: ";

    private readonly IReadOnlyList<ManifestDocument> documents;
    private readonly bool isTrimmed;
    private readonly Lazy<string> manifest;

    internal RenderedChart(IReadOnlyList<ManifestDocument> documents, HelmLine line)
    {
        this.documents = documents;
        isTrimmed = line == HelmLine.Three;
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

    /// <summary>What of its input the rendering looked at.</summary>
    public RenderReads Reads { get; internal init; } = new([], Now: false, Seed: false);

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

    /// <summary>Those documents of the printed text that are from templates with certain paths: what
    /// <c>helm template --show-only</c> prints.</summary>
    /// <param name="patterns">Of paths in the chart, such as <c>templates/*.yaml</c>, in the order in which they are
    /// shown.</param>
    /// <param name="includesCrds">Whether there are files of definitions too.</param>
    /// <exception cref="ChartException">A pattern cannot be read, or nothing is from such a file.</exception>
    public string Show(IEnumerable<string> patterns, bool includesCrds)
    {
        var text = ByteText.FromUnicode(Print(includesCrds));
        var shown = new StringBuilder();
        foreach (var pattern in patterns)
        {
            var matching = ManifestSplitter.Split(text)
                .Select(range => isTrimmed ? GoSpace.TrimEnd(text[range]) : text[range])
                .Where(document => IsFrom(document, pattern)).ToList();
            if (matching.Count == 0)
            {
                throw new ChartException($"could not find template {pattern} in chart", pattern);
            }

            foreach (var document in matching)
            {
                shown.Append("---\n").Append(document).Append('\n');
            }
        }

        return ByteText.ToUnicode(shown.ToString());
    }

    private static bool IsFrom(string document, string pattern)
    {
        var start = document.IndexOf(Source, StringComparison.Ordinal);
        if (start < 0)
        {
            return false;
        }

        var path = document[(start + Source.Length)..].Split('\n')[0];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        try
        {
            return slash > 0 && PathPattern.Parse(pattern).IsMatch(ByteText.ToUnicode(path[(slash + 1)..]));
        }
        catch (FormatException fault)
        {
            throw new ChartException(fault.Message, pattern);
        }
    }

    private static void Append(StringBuilder text, string file, string content) =>
        text.Append("---\n").Append(Source).Append(file).Append('\n').Append(content).Append('\n');
}
