using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Tests.Twin.Behaviour;

namespace Fairway.Tests.Rollouts;

/// <summary>
/// Watches pods that have no places, and cries out where there are more new ones than may be, too few ready ones, or
/// too many at all. Reads images and conditions only, and shares no code with what it checks.
/// </summary>
internal sealed class CountChecker : IAsyncDisposable
{
    private readonly SortedDictionary<string, (string Image, bool IsReady, bool IsGoing)> pods =
        new(StringComparer.Ordinal);

    private readonly CancellationTokenSource ending = new();
    private readonly Task running;

    public CountChecker(TwinCluster cluster)
    {
        var cache = new ObjectCache<JsonObject>(
            cluster.Api, KubeResources.Pods, ApiJson.Default.JsonObject, KubeEnvironment.Of(cluster.Time, 5));
        cache.Subscribe(change => See(change.Key.Name, change.New?.Value));
        running = cache.RunAsync(ending.Token);
    }

    /// <summary>Of the image that is rolled out.</summary>
    public string New { get; init; } = "app:2";

    /// <summary>How many may be new.</summary>
    public int MostNew { get; set; }

    /// <summary>Fewest ready pods.</summary>
    public int LeastReady { get; set; }

    /// <summary>How many there may be that are not going.</summary>
    public int Most { get; set; } = int.MaxValue;

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
            var isGoing = pod["metadata"]!["deletionTimestamp"] is not null;
            var isReady = !isGoing && (pod["status"]?["conditions"]?.AsArray() ?? [])
                .Any(c => (string?)c!["type"] == "Ready" && (string?)c["status"] == "True");
            pods[name] = ((string)pod["spec"]!["containers"]![0]!["image"]!, isReady, isGoing);
        }

        Check(name, "new", pods.Values.Count(p => p.Image == New), 0, MostNew);
        Check(name, "ready", pods.Values.Count(p => p.IsReady), LeastReady, int.MaxValue);
        Check(name, "there", pods.Values.Count(p => !p.IsGoing), 0, Most);
    }

    private void Check(string name, string what, int count, int least, int most)
    {
        if (count < least || count > most)
        {
            Offences.Add(string.Create(
                CultureInfo.InvariantCulture, $"at {name}: {count} pods are {what}, and {least} to {most} may be"));
        }
    }
}
