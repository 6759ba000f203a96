using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fairway.Api;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Tests.Twin.Behaviour;

namespace Fairway.Tests.Rollouts;

/// <summary>
/// Writes down what becomes of the workload <c>web</c> and its Rollout: how many pods there are of which image, what
/// the status says, and the events; and cries out at any moment in which the limits do not hold. Reads images,
/// conditions and texts only, and shares no code with what it watches.
/// </summary>
internal sealed partial class StoryTeller : IAsyncDisposable
{
    private readonly SortedDictionary<string, (string Image, bool IsReady)> pods = new(StringComparer.Ordinal);
    private readonly List<string> revisions = [];
    private readonly StringBuilder story = new();
    private readonly CancellationTokenSource ending = new();
    private readonly List<Task> running = [];
    private readonly TwinCluster cluster;
    private readonly DateTimeOffset began;
    private string counted = "";
    private string said = "";

    public StoryTeller(TwinCluster cluster)
    {
        (this.cluster, began) = (cluster, cluster.Now);
        Follow(KubeResources.Pods, (key, pod) => See(key.Name, pod));
        Follow(FairwayResources.Of<Rollout>(), (_, rollout) => See(rollout?["status"]));
        Follow(KubeResources.Events, (_, happened) => Hear(happened));
    }

    /// <summary>Of the image that is rolled out.</summary>
    public string New { get; set; } = "app:2";

    /// <summary>How many may be of it.</summary>
    public int MostNew { get; set; }

    /// <summary>Fewest ready pods.</summary>
    public int LeastReady { get; set; }

    /// <summary>How many there may be that are not going.</summary>
    public int Most { get; set; } = int.MaxValue;

    public List<string> Offences { get; } = [];

    public string Story => story.ToString();

    public void Tell(string line) => story.Append(
        CultureInfo.InvariantCulture, $"{(int)(cluster.Now - began).TotalSeconds,4}s  {Plain(line)}\n");

    public async ValueTask DisposeAsync()
    {
        ending.Cancel();
        await Task.WhenAll(running);
        ending.Dispose();
    }

    private void Follow(KubeResource resource, Action<ObjectKey, JsonObject?> see)
    {
        var cache = new ObjectCache<JsonObject>(
            cluster.Api, resource, ApiJson.Default.JsonObject, KubeEnvironment.Of(cluster.Time, 5));
        cache.Subscribe(change => see(change.Key, change.New?.Value));
        running.Add(cache.RunAsync(ending.Token));
    }

    private void See(string name, JsonObject? pod)
    {
        if (pod is null || pod["metadata"]!["deletionTimestamp"] is not null)
        {
            pods.Remove(name);
        }
        else
        {
            var isReady = (pod["status"]?["conditions"]?.AsArray() ?? [])
                .Any(c => (string?)c!["type"] == "Ready" && (string?)c["status"] == "True");
            pods[name] = ((string)pod["spec"]!["containers"]![0]!["image"]!, isReady);
        }

        var counts = pods.Values.GroupBy(p => p.Image).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Count()} {g.Key} ({g.Count(p => p.IsReady)} ready)");
        var line = $"pods: {string.Join(", ", counts)}";
        if (line != counted)
        {
            Tell(counted = line);
        }

        Check("new", pods.Values.Count(p => p.Image == New), 0, MostNew);
        Check("ready", pods.Values.Count(p => p.IsReady), LeastReady, int.MaxValue);
        Check("there", pods.Count, 0, Most);
    }

    private void See(JsonNode? status)
    {
        if ((string?)status?["revision"] is { } revision && !revisions.Contains(revision))
        {
            revisions.Add(revision);
        }

        var line = status is null ? said : $"status: {status["phase"]} ({status["reason"]}) step {status["step"]}";
        if (line != said)
        {
            Tell(said = line);
        }
    }

    private void Hear(JsonObject? happened)
    {
        if ((string?)happened?["reportingController"] == "fairway.dev/rollout")
        {
            Tell($"event: {happened["type"]} {happened["reason"]} on {happened["regarding"]!["kind"]} "
                + $"{happened["regarding"]!["name"]}: {happened["note"]}");
        }
    }

    private void Check(string what, int count, int least, int most)
    {
        if (count < least || count > most)
        {
            Offences.Add($"{count} pods are {what}, and {least} to {most} may be, after:\n{Story}");
        }
    }

    /// <summary>Names that are drawn say nothing to who reads.</summary>
    private string Plain(string line) => PodName().Replace(
        revisions.Index().Aggregate(line, (text, one) =>
            text.Replace(one.Item, $"R{one.Index + 1}", StringComparison.Ordinal)),
        "web-*");

    [GeneratedRegex("\\bweb-(R[0-9]+-|[a-z0-9]{8,10}-)?[bcdfghjklmnpqrstvwxz2456789]{5}\\b")]
    private static partial Regex PodName();
}
