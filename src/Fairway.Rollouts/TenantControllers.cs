using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Events;
using Fairway.Rollouts.Observing;
using Microsoft.Extensions.Logging;

namespace Fairway.Rollouts;

/// <summary>What runs inside a tenant cluster to carry out Rollouts.</summary>
public static class TenantControllers
{
    /// <summary>Adds the controller and its caches to a host, without OpenKruise's kinds and without events. The
    /// cluster must have the Rollout resource, or the host waits for it.</summary>
    public static ControllerHost Add(ControllerHost host, IKubeApi api, KubeEnvironment environment) =>
        Add(host, (api, null), environment, []);

    /// <summary>Runs the controller until cancelled, with OpenKruise's kinds too, as these come and go; it tells its
    /// story by events of the workloads.</summary>
    public static Task RunAsync(IKubeApi api, KubeEnvironment environment, CancellationToken cancel)
    {
        var events = new EventRecorder(
            api,
            new EventOptions { Controller = "fairway.dev/rollout", Instance = "fairway-tenant", ByNote = true },
            environment);
        return new KruiseKinds(api, environment).RunAsync(
            (kinds, round) => RunAsync(
                Add(new ControllerHost(environment), (api, events), environment, kinds), events, round),
            cancel);
    }

    /// <summary>When the host ends, for whatever reason, nothing more is told.</summary>
    private static async Task RunAsync(ControllerHost host, EventRecorder events, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var telling = events.RunAsync(end.Token);
        try
        {
            await host.RunAsync(cancel);
        }
        finally
        {
            end.Cancel();
            await telling;
        }
    }

    private static ControllerHost Add(
        ControllerHost host,
        (IKubeApi Api, EventRecorder? Events) to,
        KubeEnvironment environment,
        ImmutableArray<KubeResource> kruise)
    {
        var api = to.Api;
        var caches = new RolloutCaches(api, environment, kruise);
        var writes = new OwnWrites();
        var log = environment.Logs.CreateLogger("Fairway.Rollouts");
        var writer = new RolloutWriter(writes.Through(api), log, to.Events);
        var observer = new RolloutObserver(caches, environment.Time);
        return host.Add(new ControllerDefinition(
            "rollout", new RolloutReconciler(observer, writer), new RolloutSources(caches).All())
        {
            Reads = [caches.Nodes],
            Writes = writes,
        });
    }
}
