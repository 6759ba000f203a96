using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Tests.Twin.Behaviour;

namespace Fairway.Tests.Rollouts;

/// <summary>
/// Watches the pods of a set and cries out where one is made new before its place was permitted, or where too few are
/// ready. Reads names and images only, and shares no code with what it checks.
/// </summary>
internal sealed class PodChecker : IAsyncDisposable
{
    private readonly SortedDictionary<string, (string Image, bool IsReady)> pods = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource ending = new();
    private readonly Task running;

    public PodChecker(TwinCluster cluster)
    {
        var cache = new ObjectCache<JsonObject>(
            cluster.Api, KubeResources.Pods, ApiJson.Default.JsonObject, KubeEnvironment.Of(cluster.Time, 5));
        cache.Subscribe(change => See(change.Key.Name, change.New?.Value));
        running = cache.RunAsync(ending.Token);
    }

    /// <summary>Of the image that is rolled out.</summary>
    public string New { get; init; } = "app:2";

    /// <summary>Lowest place that may be new.</summary>
    public int FirstNew { get; set; } = int.MaxValue;

    /// <summary>Fewest ready pods.</summary>
    public int LeastReady { get; set; }

    public List<string> Offences { get; } = [];

    public async ValueTask DisposeAsync()
    {
        ending.Cancel();
        await running;
        ending.Dispose();
    }

    private void See(string name, JsonObject? pod)
    {
        if (pod is null)
        {
            pods.Remove(name);
        }
        else
        {
            var image = (string)pod["spec"]!["containers"]![0]!["image"]!;
            var isReady = pod["metadata"]!["deletionTimestamp"] is null
                && (pod["status"]?["conditions"]?.AsArray() ?? [])
                    .Any(c => (string?)c!["type"] == "Ready" && (string?)c["status"] == "True");
            pods[name] = (image, isReady);
            var place = int.Parse(name.AsSpan(name.LastIndexOf('-') + 1), CultureInfo.InvariantCulture);
            if (image == New && place < FirstNew)
            {
                Offences.Add($"{name} is new, and only places from {FirstNew} may be");
            }
        }

        var ready = pods.Values.Count(p => p.IsReady);
        if (ready < LeastReady)
        {
            Offences.Add($"{ready} pods are ready, and {LeastReady} must be");
        }
    }
}
