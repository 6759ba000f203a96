using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>Which of OpenKruise's kinds a cluster has, whoever brought them. They may come and go: what works with them
/// begins anew when they do.</summary>
internal sealed class KruiseKinds
{
    /// <summary>The group of all of them.</summary>
    public const string Group = "apps.kruise.io";

    private static readonly ImmutableArray<(string Plural, string Kind)> All =
        [("clonesets", "CloneSet"), ("daemonsets", "DaemonSet"), ("statefulsets", "StatefulSet")];

    private readonly ImmutableArray<ObjectCache<DefinitionView>> definitions;
    private CancellationTokenSource? round;
    private ImmutableArray<KubeResource> used = [];

    public KruiseKinds(IKubeApi api, KubeEnvironment environment) => definitions =
    [
        .. All.Select(kind => new ObjectCache<DefinitionView>(
            api,
            KubeResources.CustomResourceDefinitions,
            WorkloadJson.Default.DefinitionView,
            environment,
            CacheScope.One(new ObjectKey(null, $"{kind.Plural}.{Group}")))),
    ];

    private ImmutableArray<KubeResource> Served =>
        [.. All.Zip(definitions, (kind, cache) => Of(kind, cache.All.FirstOrDefault()?.Value)).OfType<KubeResource>()];

    /// <summary>Does <paramref name="work"/> with the kinds that are served, each in its newest version, again whenever
    /// these are others, until cancelled.</summary>
    public async Task RunAsync(
        Func<ImmutableArray<KubeResource>, CancellationToken, Task> work, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var following = definitions.Select(cache => cache.Subscribe(_ => Changed())).ToList();
        var running = Task.WhenAll(definitions.Select(cache => cache.RunAsync(end.Token)));
        try
        {
            await WorkAsync(work, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // That is how it ends.
        }
        finally
        {
            end.Cancel();
            await running;
            following.ForEach(one => one.Dispose());
        }
    }

    /// <summary>The kind as a resource, in the version of its definition that is served and newest; null where it is
    /// not there yet.</summary>
    internal static KubeResource? Of((string Plural, string Kind) kind, DefinitionView? definition)
    {
        var isEstablished = (definition?.Status?.Conditions ?? [])
            .Any(condition => condition is { Type: "Established", Status: "True" });
        var version = (definition?.Spec.Versions ?? []).Where(one => one.Served).Select(one => one.Name)
            .Order(StringComparer.Ordinal).LastOrDefault();
        return isEstablished && version is not null
            ? new KubeResource(Group, version, kind.Plural, kind.Kind, true)
            : null;
    }

    private async Task WorkAsync(
        Func<ImmutableArray<KubeResource>, CancellationToken, Task> work, CancellationToken cancel)
    {
        foreach (var cache in definitions)
        {
            await cache.WaitForSyncAsync(cancel);
        }

        while (!cancel.IsCancellationRequested)
        {
            using var mine = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            (used, round) = (Served, mine);
            await work(used, mine.Token);
            round = null;
        }
    }

    private void Changed()
    {
        if (!Served.SequenceEqual(used))
        {
            round?.Cancel();
        }
    }
}
