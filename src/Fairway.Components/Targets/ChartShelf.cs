using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Charts;
using Fairway.Delivery.Changes;
using Fairway.Kube;

namespace Fairway.Components.Targets;

/// <summary>Charts of the meta cluster's ConfigMaps, parsed once. A chart is its digest: none gets stale.</summary>
internal sealed class ChartShelf(IKubeApi meta)
{
    private const int Most = 512;
    private ImmutableDictionary<string, Chart> kept = ImmutableDictionary.Create<string, Chart>(StringComparer.Ordinal);
    private ImmutableQueue<string> first = [];

    /// <exception cref="ChangeRefusedException">It is not there, or is not the chart of this digest.</exception>
    public async Task<Chart> GetAsync(ComponentVersion version, CancellationToken cancel)
    {
        var reference = version.Spec.Chart ?? throw new ChangeRefusedException(
            "NoChart", $"ComponentVersion {version.Metadata.Name} has no chart: push it with one");
        return kept.TryGetValue(reference.Digest, out var known)
            ? known
            : Keep(reference.Digest, Load(await ReadAsync(reference, cancel), reference));
    }

    /// <summary>Of two who keep at once, one may be forgotten: it is loaded again.</summary>
    private Chart Keep(string digest, Chart chart)
    {
        var (charts, order) = (kept, first);
        if (charts.Count >= Most)
        {
            order = order.Dequeue(out var oldest);
            charts = charts.Remove(oldest);
        }

        (kept, first) = (charts.SetItem(digest, chart), order.Enqueue(digest));
        return chart;
    }

    private async Task<byte[]> ReadAsync(ChartReference reference, CancellationToken cancel)
    {
        var key = new ObjectKey(Labels.SystemNamespace, reference.ConfigMap);
        var answer = await meta.FindAsync(KubeResources.ConfigMaps, key, cancel);
        var text = (answer?.ReadNode()["binaryData"] as JsonObject)?["chart.tgz"]?.GetValue<string>();
        return text is not null
            ? Convert.FromBase64String(text)
            : throw Bad(reference, "is not there, or has no binaryData chart.tgz: push the version again");
    }

    private static Chart Load(byte[] archive, ChartReference reference)
    {
        try
        {
            var chart = ChartArchive.Load(ChartArchive.Unpack("chart.tgz", archive));
            return $"{chart.Digest}" == reference.Digest
                ? chart
                : throw Bad(reference, $"holds another chart, {chart.Digest}: push the version again");
        }
        catch (ChartException e)
        {
            throw Bad(reference, $"cannot be opened: {e.Message}");
        }
    }

    private static ChangeRefusedException Bad(ChartReference reference, string what) => new(
        "BadChart", $"ConfigMap {Labels.SystemNamespace}/{reference.ConfigMap} of chart {reference.Digest} {what}");
}
