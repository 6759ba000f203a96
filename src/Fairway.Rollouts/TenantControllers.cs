using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Rollouts.Observing;
using Microsoft.Extensions.Logging;

namespace Fairway.Rollouts;

/// <summary>What runs inside a tenant cluster to carry out Rollouts.</summary>
public static class TenantControllers
{
    /// <summary>Adds the controller and its caches to a host. The cluster must have the Rollout resource, or the host
    /// waits for it.</summary>
    public static ControllerHost Add(ControllerHost host, IKubeApi api, KubeEnvironment environment)
    {
        var caches = new RolloutCaches(api, environment);
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
