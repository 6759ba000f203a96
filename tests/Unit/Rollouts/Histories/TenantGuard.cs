using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Tests.Twin.Behaviour;

namespace Fairway.Tests.Rollouts.Histories;

/// <summary>
/// Stands between a tenant process and its cluster, looks at the cluster before each write as it is then, and cries out
/// where the write is against what was granted or beyond the limits. Shares no code with what it checks.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="limits">Most that may be away, and most that may be beyond what is wanted.</param>
/// <param name="cry">Takes an offence.</param>
internal sealed class TenantGuard(TwinCluster cluster, (int Unavailable, int Surge) limits, Action<string> cry)
    : IKubeApi
{
    private const string Apps = "/apis/apps/v1/namespaces/default";

    // A permit that was live when the tenant looked may lapse on the way.
    private static readonly TimeSpan Way = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);
    private readonly SortedDictionary<string, (DateTimeOffset At, string? Node)> evicted = new(StringComparer.Ordinal);

    /// <summary>How many writes were looked at.</summary>
    public int Looks { get; private set; }

    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        var rollout = request.Method == "GET"
            ? null
            : await FindAsync("/apis/fairway.dev/v1alpha1/namespaces/default/rollouts/web");
        if (rollout is not null && request.Path.EndsWith("/eviction", StringComparison.Ordinal))
        {
            await CheckEvictionAsync(request, rollout);
        }
        else if (rollout is not null && request.Path.Contains("/replicasets", StringComparison.Ordinal)
            && request.Method is "PATCH" or "POST" && !request.Path.EndsWith("/status", StringComparison.Ordinal))
        {
            await CheckSizeAsync(request, rollout);
        }

        return await cluster.Api.SendAsync(request, cancel);
    }

    public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel) =>
        cluster.Api.WatchAsync(request, cancel);

    private async Task CheckEvictionAsync(KubeRequest request, JsonObject rollout)
    {
        Looks++;
        var name = request.Path.Split('/')[^2];
        var set = await FindAsync($"{Apps}/daemonsets/web");
        var all = await cluster.ListAsync(TenantScene.Pods);
        var pods = all.Where(pod => pod["metadata"]!["deletionTimestamp"] is null).ToList();
        var target = pods.Find(pod => Name(pod) == name);
        if (set is null || target is null)
        {
            return;
        }

        var image = Image(set["spec"]!["template"]!["spec"]!);
        var old = pods.Count(pod => Image(pod["spec"]!) != image);
        var nodes = Number(set, "status", "desiredNumberScheduled") + Number(set, "status", "numberMisscheduled");
        var held = Held(rollout, nodes);
        var floor = Math.Min(nodes - NewcomersOf(all), all.Length + GoneOf(all)) - limits.Unavailable;
        var dark = await JustDarkAsync();
        evicted[name] = (cluster.Now, Node(target));
        Cry(Image(target["spec"]!) == image, $"{name} is new, and is evicted");
        Cry(!IsLive(rollout), $"{name} is evicted without a permit");
        Cry(old <= held, $"{name} is evicted, and {held} of {old} old ones are to stay");
        Cry(
            IsReady(target) && pods.Count(pod => IsReady(pod) || dark.Contains(Node(pod))) - 1 < floor,
            $"{name} is evicted, and {pods.Count(IsReady)} of {nodes} are ready");
    }

    private async Task CheckSizeAsync(KubeRequest request, JsonObject rollout)
    {
        Looks++;
        var body = (JsonObject)JsonNode.Parse(request.Body.Span)!;
        var deployment = await FindAsync($"{Apps}/deployments/web");
        if (deployment is null || body["spec"]?["replicas"] is null)
        {
            return;
        }

        var wanted = Number(deployment, "spec", "replicas");
        var image = Image(deployment["spec"]!["template"]!["spec"]!);
        var sets = (await cluster.ListAsync($"{Apps}/replicasets")).Select(set => new Sized(
            Name(set),
            Image(set["spec"]!["template"]!["spec"]!) == image,
            Number(set, "spec", "replicas"),
            Number(set, "status", "availableReplicas"))).ToList();
        var name = request.Method == "POST" ? Name(body) : request.Path.Split('/')[^1];
        var size = Number(body, "spec", "replicas");
        var then = sets.Exists(set => set.Name == name)
            ? sets.ConvertAll(set => set.Name == name ? set with { Size = size } : set)
            : [.. sets, new Sized(name, true, size, 0)];
        Look($"{name} gets {size} of {wanted}", rollout, wanted, (sets, then));
    }

    private void Look(string what, JsonObject rollout, int wanted, (List<Sized> Before, List<Sized> Then) sets)
    {
        var (before, then) = (sets.Before.Sum(set => set.Size), sets.Then.Sum(set => set.Size));
        Cry(then > before && then > wanted + limits.Surge, $"{what}: {then} are asked for");
        var (oldNew, thenNew) = (NewOf(sets.Before), NewOf(sets.Then));
        Cry(thenNew > oldNew && !IsLive(rollout), $"{what}: there are {thenNew} new ones without a permit");
        Cry(
            thenNew > oldNew && thenNew > wanted - Held(rollout, wanted),
            $"{what}: {thenNew} are new, and {Held(rollout, wanted)} are to stay old");
        var (could, can) = (sets.Before.Sum(set => set.Lasting), sets.Then.Sum(set => set.Lasting));
        Cry(can < could && can < wanted - limits.Unavailable, $"{what}: {can} stay available");
    }

    private void Cry(bool isWrong, string what)
    {
        if (isWrong)
        {
            cry($"{cluster.Now:HH:mm:ss.fff} {what}");
        }
    }

    private static int NewOf(List<Sized> sets) => sets.Where(set => set.IsNew).Sum(set => set.Size);

    private bool IsLive(JsonObject rollout) =>
        (string?)rollout["spec"]!["permitUntil"] is { } until
        && Number(rollout, "spec", "permittedThrough") >= 0
        && cluster.Now < DateTimeOffset.Parse(until, CultureInfo.InvariantCulture) + Way;

    /// <summary>How many are to stay old by what is granted.</summary>
    private static int Held(JsonObject rollout, int replicas)
    {
        var granted = Number(rollout, "spec", "permittedThrough");
        if (granted < 0)
        {
            return replicas;
        }

        var partition = rollout["spec"]!["steps"]![granted]!["partition"];
        return partition is JsonValue value && value.TryGetValue<string>(out var share)
            ? (int)Math.Ceiling(int.Parse(share.TrimEnd('%'), CultureInfo.InvariantCulture) * replicas / 100.0)
            : Math.Min(replicas, (int?)partition ?? 0);
    }

    /// <summary>
    /// How many were evicted a moment ago, and are gone. A node that has just come, or come back, has no pod either; it
    /// does not count before the tenant can know of it.
    /// </summary>
    private int GoneOf(JsonObject[] pods) => evicted.Count(one =>
        cluster.Now - one.Value.At < Moment && !Array.Exists(pods, pod => Name(pod) == one.Key));

    private async Task<JsonObject?> FindAsync(string path) =>
        await cluster.ExistsAsync(path) ? await cluster.GetAsync(path) : null;

    /// <summary>Pods of nodes that have come, or come back, this moment, for the same reason.</summary>
    private int NewcomersOf(JsonObject[] pods) => pods.Count(pod =>
        cluster.Now - DateTimeOffset.Parse(
            (string)pod["metadata"]!["creationTimestamp"]!, CultureInfo.InvariantCulture) < Way
        && evicted.Values.All(one => one.Node != Node(pod) || cluster.Now - one.At >= Moment));

    private static string? Node(JsonObject pod) => (string?)pod["spec"]!["nodeName"];

    private static bool IsReady(JsonObject pod) => (pod["status"]?["conditions"] as JsonArray ?? [])
        .Any(c => (string?)c!["type"] == "Ready" && (string?)c["status"] == "True");

    /// <summary>Nodes that were found dark this moment, and took their pods with them: the tenant cannot know of it
    /// yet.</summary>
    private async Task<HashSet<string?>> JustDarkAsync() =>
    [
        .. (await cluster.ListAsync("/api/v1/nodes"))
            .Where(node => (node["status"]?["conditions"] as JsonArray ?? []).Any(c =>
                (string?)c!["type"] == "Ready" && (string?)c["status"] != "True"
                && cluster.Now - DateTimeOffset.Parse(
                    (string)c["lastTransitionTime"]!, CultureInfo.InvariantCulture) < Way))
            .Select(Name),
    ];

    private static string Name(JsonNode item) => (string?)item["metadata"]?["name"] ?? "";

    private static string? Image(JsonNode spec) => (string?)spec["containers"]![0]!["image"];

    private static int Number(JsonObject item, params string[] path) => TenantScene.Int(item, path) ?? 0;

    private sealed record Sized(string Name, bool IsNew, int Size, int Available)
    {
        /// <summary>Those that a set keeps when it is made smaller: what is not available goes first.</summary>
        public int Lasting => Math.Min(Size, Available);
    }
}
