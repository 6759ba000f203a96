using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Charts;
using Fairway.Cli.Charts;
using Fairway.Components.Packaging;
using Fairway.Kube;

namespace Fairway.Cli.Components;

/// <summary>A version that is to be pushed: what it says, and its chart.</summary>
/// <param name="Component">The component.</param>
/// <param name="Version">The version's name.</param>
/// <param name="Images">Images by the component's names for them.</param>
/// <param name="Chart">The chart; null for a part of the control plane.</param>
/// <param name="Archive">The chart, packed; empty where there is none.</param>
internal sealed record PushedVersion(
    string Component,
    string Version,
    IReadOnlyDictionary<string, string> Images,
    Chart? Chart,
    ReadOnlyMemory<byte> Archive)
{
    /// <summary>What fits into a ConfigMap, in base64 and with what is around it.</summary>
    private const int LargestArchive = 760_000;

    private const int ShownDigest = 16;

    /// <summary>Only of a part of the control plane: the package.</summary>
    public string? Package { get; init; }

    /// <summary>Only of a part of the control plane: the commit.</summary>
    public string? Commit { get; init; }

    /// <summary>The ComponentVersion's name.</summary>
    public string Name => ComponentVersion.NameOf(Component, Version);

    /// <summary>The chart's ConfigMap: the same chart of two versions is stored once.</summary>
    public string ConfigMap => $"chart-{Component}-{Chart?.Digest.ToString()["sha256:".Length..][..ShownDigest]}";

    /// <summary>Reads a chart from a folder, an archive or an OCI layout, and packs it: the same content is the same
    /// version, wherever it lay.</summary>
    /// <exception cref="CliFailure">It is no chart, or one that no ConfigMap holds.</exception>
    public static (Chart Chart, byte[] Archive) Pack(string path, CancellationToken cancel)
    {
        var (chart, files) = ChartOpening.OpenFiles(path, isVerbose: false, cancel);
        return Pack(path, chart, files);
    }

    /// <summary>Packs a chart that was read.</summary>
    /// <exception cref="CliFailure">No ConfigMap holds it.</exception>
    public static (Chart Chart, byte[] Archive) Pack(
        string path, Chart chart, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        var archive = ChartFiles.Pack(chart.Name, files);
        return archive.Length <= LargestArchive
            ? (chart, archive)
            : throw new CliFailure(
                $"the chart {path} is {archive.Length} bytes packed; at most {LargestArchive} fit into a ConfigMap");
    }

    /// <summary>The ConfigMap with the chart.</summary>
    public JsonObject ToConfigMap() => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject
        {
            ["name"] = ConfigMap,
            ["namespace"] = Labels.SystemNamespace,
            ["labels"] = new JsonObject { [Labels.Component] = Component },
        },
        ["immutable"] = true,
        ["binaryData"] = new JsonObject { ["chart.tgz"] = Convert.ToBase64String(Archive.Span) },
    };

    /// <summary>The ComponentVersion.</summary>
    public JsonObject ToVersion()
    {
        var resource = FairwayResources.Of<ComponentVersion>();
        return new JsonObject
        {
            ["apiVersion"] = resource.ApiVersion,
            ["kind"] = resource.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = Name,
                ["labels"] = new JsonObject { [Labels.Component] = Component },
            },
            ["spec"] = Spec(),
        };
    }

    /// <summary>What it says.</summary>
    public JsonObject Spec()
    {
        var spec = new JsonObject { ["component"] = Component, ["version"] = Version };
        if (Chart is not null)
        {
            spec["chart"] = new JsonObject { ["digest"] = $"{Chart.Digest}", ["configMap"] = ConfigMap };
        }

        if (Images.Count > 0)
        {
            spec["images"] = new JsonObject(Images.OrderBy(image => image.Key, StringComparer.Ordinal)
                .Select(image => KeyValuePair.Create(image.Key, (JsonNode?)image.Value)));
        }

        if (Package is not null)
        {
            spec["package"] = Package;
        }

        if (Commit is not null)
        {
            spec["commit"] = Commit;
        }

        return spec;
    }
}
