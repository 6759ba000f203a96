using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Rollouts.Observing;
using Microsoft.Extensions.Logging;

namespace Fairway.Rollouts;

/// <summary>What runs inside a tenant cluster to carry out Rollouts.</summary>
public static class TenantControllers
{
    /// <summary>Adds the controller and its caches to a host, without OpenKruise's kinds. The cluster must have the
    /// Rollout resource, or the host waits for it.</summary>
    public static ControllerHost Add(ControllerHost host, IKubeApi api, KubeEnvironment environment) =>
        Add(host, api, environment, []);

    /// <summary>Runs the controller until cancelled; with OpenKruise's kinds too, as these come and go.</summary>
    public static Task RunAsync(IKubeApi api, KubeEnvironment environment, CancellationToken cancel) =>
        new KruiseKinds(api, environment).RunAsync(
            (kinds, round) => Add(new ControllerHost(environment), api, environment, kinds).RunAsync(round), cancel);

    private static ControllerHost Add(
        ControllerHost host, IKubeApi api, KubeEnvironment environment, ImmutableArray<KubeResource> kruise)
    {
        var caches = new RolloutCaches(api, environment, kruise);
        var writes = new OwnWrites();
        var writer = new RolloutWriter(writes.Through(api), environment.Logs.CreateLogger("Fairway.Rollouts"));
        var observer = new RolloutObserver(caches, environment.Time);
        return host.Add(new ControllerDefinition(
            "rollout", new RolloutReconciler(observer, writer), new RolloutSources(caches).All())
        {
            Reads = [caches.Nodes],
            Writes = writes,
        });
    }
}
