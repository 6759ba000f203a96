using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Requests;

namespace Fairway.Cli.Demo;

/// <summary>The demo on one cluster: make the workloads, roll them, and look at the pods until each is done.</summary>
internal sealed class ClusterRoll
{
    private static readonly WriteOptions Manager = new() { FieldManager = "fairway-demo" };

    private readonly string cluster;
    private readonly IKubeApi api;
    private readonly KubeEnvironment environment;
    private readonly IRollProgress progress;
    private readonly ObjectCache<PodSight> pods;
    private readonly Dictionary<string, ObjectCache<WorkloadSight>> workloads;

    /// <summary>Nothing is asked of the cluster yet.</summary>
    public ClusterRoll(string cluster, IKubeApi api, KubeEnvironment environment, IRollProgress progress)
    {
        this.cluster = cluster;
        this.api = api;
        this.environment = environment;
        this.progress = progress;
        var scope = new CacheScope(DemoWorkload.Namespace);
        pods = new(api, KubeResources.Pods, SightJson.Default.PodSight, environment, scope);
        workloads = DemoWorkload.All.ToDictionary(
            workload => workload.Name,
            workload => new ObjectCache<WorkloadSight>(
                api, workload.Resource, SightJson.Default.WorkloadSight, environment, scope));
    }

    /// <summary>
    /// Runs until every workload is done or <paramref name="deadline"/> is cancelled; what is not done by then says
    /// what is missing.
    /// </summary>
    public async Task<IReadOnlyList<RollResult>> RunAsync(CancellationToken deadline)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        var watching = Task.WhenAll(
            [pods.RunAsync(ended.Token), .. workloads.Values.Select(cache => cache.RunAsync(ended.Token))]);
        try
        {
            return await MakeAndRollAsync(deadline);
        }
        catch (KubeApiException exception)
        {
            var results = Failed(exception.Message);
            results.ForEach(progress.Ended);
            return results;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return Failed("the workloads were not up in time");
        }
        finally
        {
            await ended.CancelAsync();
            await watching;
        }
    }

    private async Task<IReadOnlyList<RollResult>> MakeAndRollAsync(CancellationToken deadline)
    {
        var ns = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new JsonObject { ["name"] = DemoWorkload.Namespace },
        };
        await api.ApplyAsync(
            KubeResources.Namespaces, new ObjectKey(null, DemoWorkload.Namespace), ns, Manager, deadline);
        await ApplyAsync(DemoWorkload.OldTag, deadline);
        foreach (var workload in DemoWorkload.All)
        {
            await UntilDoneAsync(workload, DemoWorkload.OldTag, deadline);
        }

        await ApplyAsync(DemoWorkload.NewTag, deadline);
        return await Task.WhenAll(DemoWorkload.All.Select(workload => RollAsync(workload, deadline)));
    }

    private async Task ApplyAsync(string tag, CancellationToken deadline)
    {
        foreach (var workload in DemoWorkload.All)
        {
            await api.ApplyAsync(workload.Resource, workload.Key, workload.Body(tag), Manager, deadline);
        }
    }

    private async Task<RollResult> RollAsync(DemoWorkload workload, CancellationToken deadline)
    {
        var began = environment.Time.GetTimestamp();
        var result = (await SeeAsync(workload, deadline)) with { Took = environment.Time.GetElapsedTime(began) };
        if (!deadline.IsCancellationRequested)
        {
            progress.Ended(result);
        }

        return result;
    }

    private async Task<RollResult> SeeAsync(DemoWorkload workload, CancellationToken deadline)
    {
        try
        {
            await UntilDoneAsync(workload, DemoWorkload.NewTag, deadline);
            return await VerifyAsync(workload, deadline);
        }
        catch (KubeApiException exception)
        {
            return Result(workload, Count(workload, DemoWorkload.NewTag), exception.Message);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            var count = Count(workload, DemoWorkload.NewTag);
            return Result(workload, count, count.Missing(DemoWorkload.NewTag));
        }
    }

    /// <summary>
    /// The verdict is not the cache's: the pods are read once more, and those of a DaemonSet counted against the nodes.
    /// </summary>
    private async Task<RollResult> VerifyAsync(DemoWorkload workload, CancellationToken deadline)
    {
        var query = new ListQuery { Namespace = DemoWorkload.Namespace };
        var found = await api.ListAllAsync(KubeResources.Pods, query, SightJson.Default.PodSight, deadline);
        var seen = workloads[workload.Name].Find(workload.Key)?.Value;
        var count = RollCount.Of(workload, DemoWorkload.NewTag, seen, found);
        if (workload.Replicas is null)
        {
            var nodes = await api.ListAllAsync(
                KubeResources.Nodes, ListQuery.All, SightJson.Default.NodeSight, deadline);
            count = count with { Desired = nodes.Count };
        }

        return Result(workload, count, count.IsDone ? null : count.Missing(DemoWorkload.NewTag));
    }

    private async Task UntilDoneAsync(DemoWorkload workload, string tag, CancellationToken deadline)
    {
        using var both = new CacheAdvance(pods, workloads[workload.Name]);
        RollCount? told = null;
        while (true)
        {
            var advanced = both.NextAsync(deadline);
            var count = Count(workload, tag);
            if (tag == DemoWorkload.NewTag && count != told)
            {
                progress.Rolling(cluster, workload, told = count);
            }

            if (count.IsDone)
            {
                return;
            }

            await advanced;
        }
    }

    private RollCount Count(DemoWorkload workload, string tag) => RollCount.Of(
        workload,
        tag,
        workloads[workload.Name].Find(workload.Key)?.Value,
        pods.All.Select(pod => pod.Value));

    private RollResult Result(DemoWorkload workload, RollCount count, string? failure) =>
        new(cluster, workload, count.Ready, count.Desired, TimeSpan.Zero, failure);

    private List<RollResult> Failed(string reason) =>
        [.. DemoWorkload.All.Select(workload => Result(workload, Count(workload, DemoWorkload.NewTag), reason))];
}
