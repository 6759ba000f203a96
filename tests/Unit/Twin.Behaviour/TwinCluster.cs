using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Storage;
using Fairway.Twin.Timing;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>A whole cluster on one thread: the twin's API, and everything that runs in it.</summary>
internal sealed class TwinCluster : IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly OneThread thread;
    private readonly ApiServer server;
    private ClusterBehaviour? behaviour;

    private TwinCluster(OneThread thread)
    {
        this.thread = thread;
        var store = ApiStore.Open(thread.Time);
        server = new ApiServer(new ApiServerOptions(store, thread.Time, new Random(1)));
        Api = new CountingApi(new DirectKubeApi(server, ApiUser.Admin));
    }

    public CountingApi Api { get; }

    public LogLines Logs { get; } = new();

    public TimeProvider Time => thread.Time;

    public DateTimeOffset Now => thread.Time.GetUtcNow();

    /// <summary>Runs a scenario in a cluster with that many nodes.</summary>
    public static void Run(
        Func<TwinCluster, Task> scenario,
        int nodes = 2,
        PodBehaviours? behaviours = null,
        TimeSpan? longest = null,
        SimulationSeed? seed = null)
    {
        var thread = new OneThread(seed);
        async Task LiveAsync()
        {
            await using var cluster = new TwinCluster(thread);
            var environment = KubeEnvironment.Of(thread.Time, 1) with { Logs = cluster.Logs };
            cluster.behaviour = await ClusterBehaviour.StartAsync(
                cluster.Api,
                new ClusterBehaviourOptions(environment)
                {
                    Nodes = nodes,
                    Behaviours = behaviours ?? PodBehaviours.WellBehaved,
                },
                cluster.ending.Token);
            if (cluster.behaviour.Usage is { } usage)
            {
                cluster.server.Measure(usage);
            }

            await scenario(cluster);
        }

        thread.Run(LiveAsync, longest);
    }

    public async Task<JsonObject> PostAsync(string path, string body) => await SendAsync("POST", path, body);

    public async Task<JsonObject> PutAsync(string path, string body) => await SendAsync("PUT", path, body);

    public async Task<JsonObject> PatchAsync(string path, string body) =>
        await SendAsync("PATCH", path, body, "application/strategic-merge-patch+json");

    public async Task<JsonObject> DeleteAsync(string path, string? body = null) =>
        await SendAsync("DELETE", path, body);

    public async Task<JsonObject> GetAsync(string path) => await SendAsync("GET", path, null);

    public async Task<bool> ExistsAsync(string path) =>
        (await Api.SendAsync(new KubeRequest { Method = "GET", Path = path }, CancellationToken.None)).IsSuccess;

    public async Task<JsonObject[]> ListAsync(string path) =>
        [.. ((JsonArray)(await GetAsync(path))["items"]!).Select(i => (JsonObject)i!)];

    /// <summary>Looks again and again, while time passes, until the object is as wanted.</summary>
    public async Task<JsonObject> UntilAsync(string path, Func<JsonObject, bool> wanted)
    {
        for (var look = 0; look < 3000; look++)
        {
            var found = await FindAsync(path);
            if (found is not null && wanted(found))
            {
                return found;
            }

            await PassAsync(TimeSpan.FromMilliseconds(200));
        }

        throw new InvalidOperationException(
            $"{path} does not become as wanted: "
            + $"{await FindAsync(path)}\n{string.Join('\n', Api.Writes.TakeLast(40))}\n{Logs}");
    }

    public async Task UntilGoneAsync(string path)
    {
        for (var look = 0; look < 3000; look++)
        {
            if (!await ExistsAsync(path))
            {
                return;
            }

            await PassAsync(TimeSpan.FromMilliseconds(200));
        }

        throw new InvalidOperationException($"{path} does not go: {await FindAsync(path)}");
    }

    public Task PassAsync(TimeSpan time) => Task.Delay(time, thread.Time);

    public async ValueTask DisposeAsync()
    {
        ending.Cancel();
        if (behaviour is not null)
        {
            await behaviour.WaitForStopAsync();
        }

        await server.DisposeAsync();
        ending.Dispose();
    }

    private async Task<JsonObject?> FindAsync(string path)
    {
        var response = await Api.SendAsync(new KubeRequest { Method = "GET", Path = path }, CancellationToken.None);
        return response.Status == 404 ? null : (JsonObject)response.ReadNode();
    }

    public async Task<JsonObject> SendAsync(
        string method, string path, string? body, string contentType = "application/json")
    {
        var request = new KubeRequest
        {
            Method = method,
            Path = path,
            ContentType = body is null ? null : contentType,
            Body = body is null ? default : System.Text.Encoding.UTF8.GetBytes(body),
        };
        return (JsonObject)(await Api.SendAsync(request, CancellationToken.None)).ReadNode();
    }
}
