using System.Globalization;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling;
using Fairway.Twin.Behaviour.Scheduling.Queues;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Bench.Scheduling;

/// <summary>
/// What the scheduler costs: <c>bench scheduler</c>. First deciding alone, at growing numbers of nodes and with pods
/// that ask for more and more; then 10,000 pods bound over the direct seam.
/// </summary>
internal static class SchedulerFigures
{
    private const int Pods = 10_000;
    private static readonly int[] Sizes = [100, 1_000, 5_000, 10_000];

    private static readonly (string Name, string Spec)[] Kinds =
    [
        ("that asks for room alone", ""),
        ("with siblings", ""),
        ("with a required spread over zones", Spread("topology.kubernetes.io/zone", 1)),
        ("with a required spread over nodes", Spread("kubernetes.io/hostname", 1)),
        ("that shuns its like on a node", Shun("kubernetes.io/hostname")),
        ("pinned to a node", ""),
    ];

    public static async Task RunAsync()
    {
        foreach (var (kind, spec) in Kinds)
        {
            foreach (var nodes in Sizes)
            {
                Decide(kind, spec, nodes);
            }
        }

        foreach (var nodes in Sizes)
        {
            await BoundFigures.RunAsync(nodes, Pods);
        }
    }

    private static void Decide(string kind, string spec, int nodes)
    {
        var scheduler = new Scheduler(TimeProvider.System, new Random(1));
        scheduler.Learn((model, _) =>
        {
            for (var i = 0; i < nodes; i++)
            {
                model.Put(Node(i));
            }
        });
        var count = kind.Contains("shuns", StringComparison.Ordinal) ? Math.Min(Pods, nodes) : Pods;
        scheduler.Learn((_, queue) => Fill(queue, count, i =>
            kind.StartsWith("pinned", StringComparison.Ordinal) ? Pin(i % nodes) : spec));
        var siblings = kind == "with siblings" ? LabelSelector.MatchLabels(("app", "a")) : null;
        var began = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var bound = 0;
        while (scheduler.Take() is { } pod)
        {
            var plan = SchedulerPlanner.Plan(scheduler.Begin(pod, siblings));
            bound += plan.Placement is Placement.Bind ? 1 : 0;
            scheduler.Accept(pod, plan);
        }

        var micros = (Environment.CpuUsage.TotalTime - began).TotalMicroseconds / count;
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)count;
        Figure.Say(
            $"decide a pod {kind}, {nodes} nodes",
            string.Create(
                CultureInfo.InvariantCulture, $"{micros,8:N1} us {bytes,9:N0} B a pod, {bound} of {count} placed"));
    }

    private static void Fill(SchedulingQueue queue, int count, Func<int, string> spec)
    {
        for (var i = 0; i < count; i++)
        {
            queue.Put(PodInfo.Of(Pod(i, spec(i))), false, TimeProvider.System.GetUtcNow());
        }
    }

    private static PodView Pod(int number, string more)
    {
        using var document = JsonDocument.Parse($$"""
            {"metadata":{"name":"p-{{number}}","namespace":"default","uid":"{{number}}","labels":{"app":"a"} },
             "spec":{ {{more}}
             "containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"100m","memory":"64Mi"} } }]} }
            """);
        return PodView.Read(document.RootElement);
    }

    private static NodeView Node(int number)
    {
        using var document = JsonDocument.Parse($$"""
            {"metadata":{"name":"n-{{number}}","labels":{"kubernetes.io/hostname":"n-{{number}}",
             "topology.kubernetes.io/zone":"z-{{number % 3}}"} },
             "status":{"allocatable":{"cpu":"32","memory":"128Gi","pods":"110"} } }
            """);
        return NodeView.Read(document.RootElement);
    }

    private static string Spread(string key, int skew) => $$"""
        "topologySpreadConstraints":[{"topologyKey":"{{key}}","maxSkew":{{skew}},"whenUnsatisfiable":"DoNotSchedule",
         "labelSelector":{"matchLabels":{"app":"a"} } }],
        """;

    private static string Shun(string key) => $$"""
        "affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[
         {"topologyKey":"{{key}}","labelSelector":{"matchLabels":{"app":"a"} } }]} },
        """;

    private static string Pin(int node) => $$"""
        "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
          {"matchFields":[{"key":"metadata.name","operator":"In","values":["n-{{node}}"]}]}]} } },
        """;
}
