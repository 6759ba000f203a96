using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Tests.Rollouts;
using Fairway.Tests.Twin.Behaviour;
using Fairway.Workloads;
using Fairway.Workloads.Definitions;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>
/// One random history of a set in a whole cluster: people edit, and the process of its controller dies in the middle of
/// its writes, sees late what happens, and loses its watches. Nobody else takes pods away, so at every moment there
/// must be as many ready ones as the set says, and no more than it says.
/// </summary>
internal sealed class ApiHistory : IDisposable
{
    private const int Wanted = 5;
    private const int Events = 25;
    private readonly SortedDictionary<string, bool> pods = new(StringComparer.Ordinal);
    private readonly List<string> told = [];
    private readonly TwinCluster cluster;
    private readonly FaultyApi line;
    private readonly Random random;
    private readonly string kind;
    private DyingApi api;
    private CancellationTokenSource process = new();
    private Task running = Task.CompletedTask;
    private int images = 1;
    private bool isWatched;

    private ApiHistory(TwinCluster cluster, string kind, int seed)
    {
        (this.cluster, this.kind, random) = (cluster, kind, new Random(seed));
        line = new FaultyApi(cluster.Api, cluster.Time);
        api = new DyingApi(line);
    }

    /// <summary>Fewest ready pods.</summary>
    private int LeastReady { get; init; }

    /// <summary>What was not as it must be.</summary>
    private List<string> Offences { get; } = [];

    private string Path => kind switch
    {
        "CloneSet" => $"{KruiseCluster.CloneSets}/s",
        "DaemonSet" => $"{KruiseCluster.DaemonSets}/s",
        _ => $"{KruiseCluster.StatefulSets}/s",
    };

    /// <summary>Plays one; gives what was not as it must be.</summary>
    public static IReadOnlyList<string> Play(string kind, int seed, int leastReady = Wanted - 2)
    {
        IReadOnlyList<string> offences = [];
        TwinCluster.Run(
            async cluster =>
            {
                using var history = new ApiHistory(cluster, kind, seed) { LeastReady = leastReady };
                offences = history.Offences;
                try
                {
                    await history.LiveAsync();
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    throw new InvalidOperationException($"seed {seed}:\n{string.Join('\n', history.told)}", e);
                }
            },
            Wanted,
            longest: TimeSpan.FromHours(3));
        return offences;
    }

    public void Dispose() => process.Dispose();

    private async Task LiveAsync()
    {
        await new KruiseInstaller(cluster.Api, KubeEnvironment.Of(cluster.Time, 2))
            .InstallAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        Start();
        await cluster.PostAsync(Path[..^"/s".Length], KruiseCluster.Set(kind, Spec()));
        await UntilAllAsync("app:1");
        using var end = new CancellationTokenSource();
        var cache = new ObjectCache<JsonObject>(
            cluster.Api, KubeResources.Pods, ApiJson.Default.JsonObject, KubeEnvironment.Of(cluster.Time, 5));
        cache.Subscribe(change => See(change.Key.Name, change.New?.Value));
        var seeing = cache.RunAsync(end.Token);
        await cluster.PassAsync(TimeSpan.FromSeconds(1));
        isWatched = true;
        for (var number = 0; number < Events; number++)
        {
            await EventAsync();
            await cluster.PassAsync(TimeSpan.FromSeconds(random.Next(1, 8)));
        }

        await HealAsync();
        end.Cancel();
        await seeing;
        process.Cancel();
        await running;
    }

    private string Spec() => kind switch
    {
        "CloneSet" => $$$"""
            "replicas":5,"updateStrategy":{"type":"{{{(random.Next(2) == 0 ? "ReCreate" : "InPlaceIfPossible")}}}",
             "maxUnavailable":2,"maxSurge":1,"partition":2}
            """,
        "DaemonSet" => """
            "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":2,"partition":2}}
            """,
        _ => """
            "replicas":5,"serviceName":"s","podManagementPolicy":"Parallel",
            "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":2,"partition":2}}
            """,
    };

    private Task EventAsync() => random.Next(10) switch
    {
        < 4 => ChangeAsync($"app:{++images}"),
        4 => RollAsync("partition", random.Next(6)),
        5 => RollAsync("paused", random.Next(2) == 0),
        6 or 7 => DieAsync(random.Next(1, 5)),
        8 => LagAsync(TimeSpan.FromMilliseconds(random.Next(2) * random.Next(1, 900))),
        _ => CutAsync(),
    };

    private Task ChangeAsync(string image)
    {
        Tell($"change to {image}");
        return cluster.MergeAsync(Path, KruiseCluster.Image(image));
    }

    private Task RollAsync(string field, JsonNode value)
    {
        Tell($"{field} becomes {value}");
        var rolling = new JsonObject { [field] = value };
        var strategy = kind == "CloneSet" ? rolling : new JsonObject { ["rollingUpdate"] = rolling };
        var patch = new JsonObject { ["spec"] = new JsonObject { ["updateStrategy"] = strategy } };
        return cluster.MergeAsync(Path, patch.ToJsonString());
    }

    private Task DieAsync(int writes)
    {
        Tell($"the controller dies after {writes} writes");
        api.DiesAfter = api.Writes.Count + writes;
        return Task.CompletedTask;
    }

    private Task LagAsync(TimeSpan lag)
    {
        Tell($"watches lag by {lag.TotalMilliseconds} ms");
        line.Lag = lag;
        return Task.CompletedTask;
    }

    private Task CutAsync()
    {
        Tell("watches break");
        line.Cut();
        return Task.CompletedTask;
    }

    private async Task HealAsync()
    {
        line.Lag = TimeSpan.Zero;
        api.DiesAfter = null;
        await RollAsync("paused", false);
        await RollAsync("partition", 0);
        await ChangeAsync("app:end");
        await UntilAllAsync("app:end");
        await cluster.PassAsync(TimeSpan.FromSeconds(30));
        var writes = api.Writes.Count;
        await cluster.PassAsync(TimeSpan.FromMinutes(10));

        // How often an event has come is written later than the last of it.
        Offences.AddRange(api.Writes.Skip(writes).Where(write => !write.Contains("/events/", StringComparison.Ordinal))
            .Select(write => $"at rest: {write}"));
    }

    private async Task UntilAllAsync(string image)
    {
        for (var look = 0; look < 600; look++)
        {
            var living = await cluster.LivingAsync();
            if (living.Length == Wanted && living.All(pod => PodFact.Is(pod, "Ready")
                && (string?)pod["spec"]!["containers"]![0]!["image"] == image))
            {
                return;
            }

            await cluster.PassAsync(TimeSpan.FromSeconds(1));
        }

        throw new InvalidOperationException(
            $"not all are {image}: {await cluster.GetAsync(Path)}\n{string.Join('\n', api.Writes.TakeLast(30))}");
    }

    private void See(string name, JsonObject? pod)
    {
        if (pod is null || pod["metadata"]!["deletionTimestamp"] is not null)
        {
            pods.Remove(name);
        }
        else
        {
            pods[name] = PodFact.Is(pod, "Ready");
        }

        var ready = pods.Values.Count(isReady => isReady);
        var most = kind == "CloneSet" ? Wanted + 1 : Wanted;
        if (isWatched && (ready < LeastReady || pods.Count > most))
        {
            Offences.Add($"at {name}: {ready} of {pods.Count} are ready, after:\n{string.Join('\n', told)}");
        }
    }

    /// <summary>A process of the controllers, which is followed by another when it dies.</summary>
    private void Start()
    {
        var ours = process = new CancellationTokenSource();
        var writes = api = new DyingApi(line);
        api.Died = () =>
        {
            // Two writes may be under way when it dies, but it dies once.
            if (!ours.IsCancellationRequested)
            {
                Tell("it dies");
                ours.Cancel();
                Start();
            }
        };
        running = LiveOnAsync(writes, running, ours.Token);
    }

    private async Task LiveOnAsync(IKubeApi to, Task before, CancellationToken cancel)
    {
        await before;
        try
        {
            await new WorkloadProcess(to, KubeEnvironment.Of(cluster.Time, 2)).RunAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // It died in the middle of a write.
        }
    }

    private void Tell(string what) => told.Add($"{cluster.Now:HH:mm:ss.fff} {what}");
}
