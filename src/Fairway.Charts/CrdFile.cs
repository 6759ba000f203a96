using Fairway.Charts.Rendering;

namespace Fairway.Charts;

/// <summary>A file below <c>crds/</c>. Shared by all renderings of the chart: who wants to change an object clones
/// it.</summary>
public sealed class CrdFile
{
    private readonly Lazy<IReadOnlyList<RenderedObject>> objects;

    internal CrdFile(string file, string bytes)
    {
        File = file;
        Bytes = bytes;
        objects = new Lazy<IReadOnlyList<RenderedObject>>(() => ManifestReader.Objects(file, bytes));
    }

    /// <summary><c>CHART/crds/NAME</c>.</summary>
    public string File { get; }

    /// <summary>What it defines.</summary>
    /// <exception cref="ChartException">It is no YAML, or has something else than objects.</exception>
    public IReadOnlyList<RenderedObject> Objects => objects.Value;

    internal string Bytes { get; }
}
