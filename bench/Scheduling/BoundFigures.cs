using System.Diagnostics;
using System.Globalization;
using System.Text;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Twin.Api;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Storage;

namespace Fairway.Bench.Scheduling;

/// <summary>Pods that wait, bound by a scheduler that sees the API over the direct seam: no other controller runs, and
/// the time counts from the scheduler's start to the last binding.</summary>
internal static class BoundFigures
{
    private static readonly string[] Kept = ["scheduler", "scheduler-binding"];
    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task RunAsync(int nodes, int pods)
    {
        await using var server = new ApiServer(new ApiServerOptions(
            ApiStore.Open(TimeProvider.System), TimeProvider.System, new Random(1)));
        var api = new DirectKubeApi(server, ApiUser.Admin);
        var simulation = new NodeSimulation(NodeProfile.Default, PodBehaviours.WellBehaved, 1, TimeProvider.System)
        {
            Pools = [new NodePool(NodeProfile.Default, nodes)],
        };
        await SimulatedNodes.RegisterAsync(api, simulation, None);
        for (var i = 0; i < pods; i++)
        {
            await api.CreateAsync(KubeResources.Pods, "default", Pod(i), null, None);
        }

        using var end = new CancellationTokenSource();
        var environment = KubeEnvironment.Of(TimeProvider.System, 1);
        var options = new ClusterBehaviourOptions(environment, 1)
        {
            Resources = [],
            Shape = controller => Kept.Contains(controller.Name) ? controller : null,
        };
        var busy = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var began = Stopwatch.GetTimestamp();
        var query = new ListQuery { FieldSelector = "spec.nodeName!=", ResourceVersion = "0" };
        await using var watch = await api.WatchAsync(KubeResources.Pods, query, None);
        var behaviour = await ClusterBehaviour.StartAsync(api, options, end.Token);
        for (var bound = 0; bound < pods; bound++)
        {
            await watch.ReadAsync(None);
        }

        var wall = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var seconds = (Environment.CpuUsage.TotalTime - busy).TotalSeconds;
        Figure.Say(
            $"bind {pods} pods on {nodes} nodes over the direct seam",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{seconds:N2} s of processor, {wall:N2} s, "
                    + $"{(GC.GetTotalAllocatedBytes() - allocated) / (double)pods:N0} B a pod"));
        await end.CancelAsync();
        await behaviour.WaitForStopAsync();
    }

    private static byte[] Pod(int number) => Encoding.UTF8.GetBytes($$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p-{{number}}","labels":{"app":"a"} },"spec":{
         "containers":[{"name":"c","image":"registry.example/team/app:1.2.3",
         "resources":{"requests":{"cpu":"100m","memory":"64Mi"} } }]} }
        """);
}
