using System.Text.Json.Nodes;
using Fairway.Charts.Generated;

namespace Fairway.Charts;

/// <summary>All that a rendering depends on besides the chart: the same input gives the same text.</summary>
/// <param name="ReleaseName">What the release is called.</param>
/// <param name="Namespace">Where it is installed.</param>
public sealed record RenderInput(string ReleaseName, string Namespace)
{
    /// <summary>Laid over the chart's own values: maps are merged, all else replaces, null takes away. Numbers are
    /// float64 to templates, as Helm reads them from files; those that are <see cref="decimal"/> are int64, as
    /// <c>--set</c> gives them.</summary>
    public JsonObject Values { get; init; } = [];

    /// <summary>A key of <see cref="Values"/> that holds a map of texts: <see cref="RenderedChart.Reads"/> says which
    /// of them the rendering looked at. Null watches nothing.</summary>
    public string? Watched { get; init; }

    public bool IsUpgrade { get; init; }

    /// <summary>From 1.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>The cluster's version: <c>v1.36.0</c>.</summary>
    public string KubeVersion { get; init; } = "v1.36.0";

    /// <summary>The groups and versions that the cluster serves, and its kinds: <c>apps/v1</c>,
    /// <c>apps/v1/Deployment</c>.</summary>
    public IReadOnlyList<string> ApiVersions { get; init; } = [];

    /// <summary>What templates take for the present; a rendering reads no clock.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>From when on certificates are valid; null takes <see cref="Now"/>.</summary>
    public DateTimeOffset? CertificatesFrom { get; init; }

    /// <summary>
    /// What passwords, keys and certificates are made of: the same for every rendering of one release on one cluster,
    /// another for every other, and known to nobody, as who knows it knows what is made of it. Empty, everybody knows
    /// it.
    /// </summary>
    public ReadOnlyMemory<byte> Seed { get; init; }

    /// <summary>Remembers what was made of the seed; null makes it anew, and equal, in every rendering.</summary>
    public IGeneratedValues? Generated { get; init; }

    /// <summary>Answers <c>lookup</c>; null answers as an empty cluster does.</summary>
    public IClusterLookup? Lookup { get; init; }

    public HelmLine Helm { get; init; }

    public RenderLimits Limits { get; init; } = RenderLimits.Default;
}
