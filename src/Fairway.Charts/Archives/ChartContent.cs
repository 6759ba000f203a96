using Fairway.Charts.Schemas;
using Fairway.Charts.Values;

namespace Fairway.Charts.Archives;

/// <summary>A chart as its files say, wherever it stands in others.</summary>
/// <param name="Metadata">What Chart.yaml says.</param>
internal sealed record ChartContent(ChartMetadata Metadata)
{
    /// <summary>The chart's own values by Helm 4's rules. Never given out, since renderings change theirs.</summary>
    public required GoMap ValuesOfFour { get; init; }

    /// <summary>The same by Helm 3's, which reads the first document only.</summary>
    public required GoMap ValuesOfThree { get; init; }

    /// <summary>The files below <c>templates/</c>, by their paths.</summary>
    public IReadOnlyList<ChartFile> Templates { get; init; } = [];

    /// <summary>What <c>.Files</c> gives, as bytes.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>The files of definitions below <c>crds/</c>.</summary>
    public IReadOnlyList<ChartFile> Crds { get; init; } = [];

    /// <summary>The schema of its values; null if there is none.</summary>
    public SchemaDocument? Schema { get; init; }

    /// <summary>The charts in <c>charts/</c>, by their folders' names.</summary>
    public IReadOnlyList<ChartContent> Charts { get; init; } = [];

    public GoMap Values(HelmLine line) => line == HelmLine.Three ? ValuesOfThree : ValuesOfFour;
}

/// <summary>A file of a chart.</summary>
/// <param name="Path">From the chart's root, with slashes.</param>
/// <param name="Content">As bytes, without a byte order mark.</param>
internal readonly record struct ChartFile(string Path, ReadOnlyMemory<byte> Content);
