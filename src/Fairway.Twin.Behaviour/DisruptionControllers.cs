using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Budgets;
using Fairway.Twin.Behaviour.Reporting;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour;

/// <summary>The controller of disruption budgets.</summary>
internal static class DisruptionControllers
{
    public static void Add(
        ControllerHost host, ClusterCaches caches, IKubeApi api, ClusterEvents events, TimeProvider time)
    {
        if (caches.Budgets is { } budgets)
        {
            var writes = new OwnWrites();
            var observer = new BudgetObserver(caches, budgets, api, time);
            host.Add(new ControllerDefinition(
                "disruption",
                new BudgetReconciler(observer, writes.Through(api), events.Budgets),
                ControllerSource.Self(budgets.Budgets),
                ControllerSource.Map(caches.Pods, budgets.Covering))
            {
                Writes = writes,
                Workers = 1,
                Reads = [caches.ReplicaSets, caches.Deployments, caches.StatefulSets],
            });
        }
    }
}
