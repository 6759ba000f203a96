using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Crds;
using Fairway.Kube.Requests;
using Fairway.Rollouts;
using Fairway.Rollouts.Observing;
using Fairway.Twin.Api;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Storage;
using Fairway.Twin.Timing;

namespace Fairway.Bench.Rollouts;

/// <summary>
/// A DaemonSet on many nodes, rolled by 1, 1 %, 10 %, 50 % and 100 % in virtual time: <c>bench rollouts daemons
/// 1000</c>. The processor's time is that of everything: the API, its controllers, the nodes, and the tenant process.
/// </summary>
internal static class DaemonFigures
{
    private static readonly string[] News = ["1", "1%", "10%", "50%", "100%"];
    private static readonly KubeResource Rollouts = FairwayResources.Of<Rollout>();
    private static readonly ObjectKey Agent = new("default", "agent");

    /// <param name="nodes">How many nodes.</param>
    /// <param name="steps">How many of the steps; null for all.</param>
    public static void Run(int nodes, int? steps)
    {
        var loop = SimulationLoop.InOrder();
        loop.Run(() => RollAsync(loop.Time, nodes, steps ?? News.Length), TimeSpan.FromDays(2));
    }

    private static async Task RollAsync(TimeProvider time, int nodes, int steps)
    {
        using var end = new CancellationTokenSource();
        var environment = KubeEnvironment.Of(time, 1);
        await using var server = new ApiServer(new ApiServerOptions(ApiStore.Open(time), time, new Random(1)));
        IKubeApi api = new DirectKubeApi(server, ApiUser.Admin);
        var behaviour = await ClusterBehaviour.StartAsync(
            api,
            new ClusterBehaviourOptions(environment) { Nodes = nodes, Behaviours = PodBehaviours.WellBehaved },
            end.Token);
        await new CrdInstaller(api, environment).InstallAsync(ApiCrds.Tenant, TimeSpan.FromMinutes(1), end.Token);
        await api.CreateAsync(KubeResources.DaemonSets, "default", Body("agent:1"), null, end.Token);
        await UntilAsync(time, async () => Ready(await GetAsync(api)) == nodes);
        await api.CreateAsync(Rollouts, "default", Order(nodes), null, end.Token);
        await WeighAsync(time, api, environment, nodes);
        var tenant = new CountedWrites(api);
        var running = TenantControllers.Add(new ControllerHost(environment), tenant, environment).RunAsync(end.Token);
        var looks = new LookMeter(api, environment, Agent);
        var looking = looks.RunAsync(end.Token);
        await UntilAsync(time, async () => (await StatusAsync(api))?.Braked == true);
        var applied = await api.MergePatchAsync(
            KubeResources.DaemonSets, Agent, new JsonObject { ["spec"] = Template("agent:2") }, null, end.Token);
        await SpecAsync(api, new JsonObject
        {
            ["generation"] = applied.ReadNode()["metadata"]!["generation"]!.DeepClone(),
        });
        var done = 0;
        for (var step = 0; step < steps; step++)
        {
            looks.Reset();
            var changed = await StepAsync((time, api, tenant), step, done, nodes);
            Figure.Say($"looks of step {News[step]}", looks.Told(changed));
            done += changed;
        }

        // Not CancelAsync: that leaves the loop's thread.
        end.Cancel();
        await running;
        await looking;
        await behaviour.WaitForStopAsync();
    }

    /// <summary>What the heap has less when a tenant process has ended: all of it, and before that each of the two
    /// large caches alone.</summary>
    private static async Task WeighAsync(TimeProvider time, IKubeApi api, KubeEnvironment environment, int nodes)
    {
        await WeighAsync("cache of pods", nodes, time, cancel => new RolloutCaches(api, environment, []).Pods
            .RunAsync(cancel));
        await WeighAsync("cache of nodes", nodes, time, cancel => new RolloutCaches(api, environment, []).Nodes
            .RunAsync(cancel));
        await WeighAsync("whole tenant process", nodes, time, cancel => TenantControllers
            .Add(new ControllerHost(environment), api, environment).RunAsync(cancel));
    }

    private static async Task WeighAsync(
        string what, int nodes, TimeProvider time, Func<CancellationToken, Task> start)
    {
        using var end = new CancellationTokenSource();
        var running = start(end.Token);
        await Task.Delay(TimeSpan.FromSeconds(20), time);
        var with = GC.GetTotalMemory(forceFullCollection: true);
        end.Cancel();
        await running;
        running = null;
        await Task.Delay(TimeSpan.FromSeconds(1), time);
        var without = GC.GetTotalMemory(forceFullCollection: true);
        Figure.Say(
            $"{what}, {nodes} pods on as many nodes",
            string.Create(CultureInfo.InvariantCulture, $"{(with - without) / (double)nodes:N0} bytes for each"));
    }

    private static async Task<int> StepAsync(
        (TimeProvider Time, IKubeApi Api, CountedWrites Tenant) at, int step, int done, int nodes)
    {
        var (began, cpu, writes) = (at.Time.GetUtcNow(), Environment.CpuUsage.TotalTime, at.Tenant.Writes);
        await SpecAsync(at.Api, new JsonObject
        {
            ["permittedThrough"] = step,
            ["permitUntil"] = began.AddDays(1).UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        });
        await UntilAsync(at.Time, async () => (await StatusAsync(at.Api))?.Step >= step);
        var status = (await StatusAsync(at.Api))!;
        var changed = Math.Max(1, status.UpdatedReady!.Value - done);
        Figure.Say(
            $"step {News[step]} of {nodes} nodes",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{changed,6} pods  {(at.Time.GetUtcNow() - began).TotalSeconds,7:N0} s of virtual time  "
                + $"{(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / changed,7:N2} ms of processor a pod  "
                + $"{(at.Tenant.Writes - writes) / (double)changed,5:N2} writes a pod"));
        return changed;
    }

    private static async Task UntilAsync(TimeProvider time, Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time);
        }
    }

    private static async Task<JsonNode> GetAsync(IKubeApi api) =>
        (await api.GetAsync(KubeResources.DaemonSets, Agent, CancellationToken.None)).ReadNode();

    private static int Ready(JsonNode set) => (int?)set["status"]?["numberAvailable"] ?? 0;

    private static async Task<RolloutStatus?> StatusAsync(IKubeApi api) =>
        (await api.GetAsync(Rollouts, Agent, ApiJson.Default.Rollout, CancellationToken.None)).Status;

    private static Task SpecAsync(IKubeApi api, JsonObject spec) => api.MergePatchAsync(
        Rollouts, Agent, new JsonObject { ["spec"] = spec }, null, CancellationToken.None);

    private static JsonObject Order(int nodes) => new()
    {
        ["apiVersion"] = "fairway.dev/v1alpha1",
        ["kind"] = "Rollout",
        ["metadata"] = new JsonObject { ["name"] = "agent" },
        ["spec"] = new JsonObject
        {
            ["workload"] = new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "DaemonSet", ["name"] = "agent" },
            ["change"] = "bench",
            ["pace"] = new JsonObject { ["maxUnavailable"] = "5%" },
            ["steps"] = new JsonArray(
                new JsonObject { ["partition"] = nodes - 1 },
                new JsonObject { ["partition"] = "99%" },
                new JsonObject { ["partition"] = "90%" },
                new JsonObject { ["partition"] = "50%" },
                new JsonObject { ["partition"] = 0 }),
        },
    };

    private static JsonObject Body(string image)
    {
        var spec = Template(image);
        spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = "agent" } };
        return new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "DaemonSet",
            ["metadata"] = new JsonObject { ["name"] = "agent" },
            ["spec"] = spec,
        };
    }

    private static JsonObject Template(string image) => new()
    {
        ["template"] = new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = "agent" } },
            ["spec"] = new JsonObject
            {
                ["containers"] = new JsonArray(new JsonObject { ["name"] = "agent", ["image"] = image }),
            },
        },
    };

    private sealed class CountedWrites(IKubeApi inner) : IKubeApi
    {
        public int Writes { get; private set; }

        public Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
        {
            Writes += request.Method == "GET" ? 0 : 1;
            return inner.SendAsync(request, cancel);
        }

        public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel) =>
            inner.WatchAsync(request, cancel);
    }
}
