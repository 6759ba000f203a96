using System.Text.Json.Nodes;
using Fairway.Api.Twins;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.Kubelets;
using Fairway.Twin.Behaviour.NodeLifecycle;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Reporting;
using Fairway.Twin.Behaviour.Resources;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour;

/// <summary>The nodes of a cluster: their objects, and one loop for the pods on all of them.</summary>
internal static class SimulatedNodes
{
    /// <summary>Adds the loop. Its queue is the heap of due times: no node has a thread or a timer of its
    /// own.</summary>
    public static void Add(
        ControllerHost host, ClusterCaches caches, IKubeApi api, ClusterEvents events, NodeSimulation simulation)
    {
        var writes = new OwnWrites();
        var observer = new PodObserver(caches, simulation);
        host.Add(new ControllerDefinition(
            "kubelet",
            new PodReconciler(observer, writes.Through(api), events.Kubelet),
            [
                ControllerSource.Map(caches.Pods, change => Placed(change)),
                ControllerSource.Map(caches.Nodes, change => PodsOn(caches, change.Key.Name)),
                ControllerSource.Map(caches.Behaviors.Pods, change => Behaving(change, caches, simulation.Seed)),
                .. Needed(caches, observer.Waiting),
            ])
        {
            Writes = writes,
            Workers = 1,
        });
        AddNodes(host, caches, api, events, simulation);
    }

    private static void AddNodes(
        ControllerHost host, ClusterCaches caches, IKubeApi api, ClusterEvents events, NodeSimulation simulation)
    {
        var writes = new OwnWrites();
        var numbers = new NodeNumbers();
        numbers.Follow(caches.Nodes);
        var behaviors = new NodeBehaviorBook(caches.Behaviors.Nodes, simulation);
        var observer = new KubeletObserver(caches, simulation, numbers, behaviors);
        host.Add(new ControllerDefinition(
            "kubelet-node",
            new KubeletReconciler(observer, writes.Through(api), events.Kubelet),
            [
                ControllerSource.Self(caches.Nodes),
                ControllerSource.Map(caches.Behaviors.Nodes, _ => caches.Nodes.All.Select(n => n.Key)),
                .. caches.Leases is { } leases ? (ControllerSource[])[ControllerSource.Map(leases, Unleased)] : [],
            ])
        {
            Writes = writes,
            Workers = 1,
        });
    }

    // Whose Lease somebody has deleted makes another one.
    private static IEnumerable<ObjectKey> Unleased(CacheChange<LeaseView> change) =>
        change is { New: null, Key.Namespace: KubeletRequests.LeaseNamespace }
            ? [new ObjectKey(null, change.Key.Name)]
            : [];

    /// <summary>Creates the nodes that are missing.</summary>
    /// <exception cref="KubeApiException">The API refused a node.</exception>
    public static async Task RegisterAsync(IKubeApi api, NodeSimulation simulation, CancellationToken cancel)
    {
        var number = 0;
        foreach (var pool in simulation.Pools)
        {
            for (var index = 0; index < pool.Count; index++)
            {
                await RegisterAsync(
                    api, SimulatedNode.Body(pool.Profile, index, number++, simulation.Time.GetUtcNow()), cancel);
            }
        }
    }

    private static async Task RegisterAsync(IKubeApi api, JsonObject body, CancellationToken cancel)
    {
        var request = Request.Create(PodReconciler.Agent, KubeResources.Nodes, null, body);
        var response = await api.SendAsync(request, cancel);
        if (response.Status is not 409)
        {
            await CompleteAsync(api, response.ReadNode(), body, cancel);
        }
    }

    // An API may drop the status of what is created; it is given again then.
    private static async Task CompleteAsync(IKubeApi api, JsonNode created, JsonObject body, CancellationToken cancel)
    {
        if (created["status"]?["capacity"] is null)
        {
            var key = new ObjectKey(null, body["metadata"]!["name"]!.GetValue<string>());
            var status = new JsonObject { ["status"] = body["status"]!.DeepClone() };
            var request = Request.Merge(PodReconciler.Agent, KubeResources.Nodes, key, status, "status");
            (await api.SendAsync(request, cancel)).EnsureSuccess();
        }
    }

    // A pod that is gone is looked at once more, to be forgotten.
    private static IEnumerable<ObjectKey> Placed(CacheChange<PodView> change) =>
        (change.New ?? change.Old)?.Value.NodeName is null ? [] : [change.Key];

    // Pods wait for objects that are not there: whatever appears in their namespace may be it.
    private static IEnumerable<ControllerSource> Needed(ClusterCaches caches, WaitingPods waiting)
    {
        foreach (var resource in (KubeResource[])[KubeResources.ConfigMaps, KubeResources.Secrets])
        {
            if (caches.Of(resource) is { } cache)
            {
                yield return cache.Map((old, now) => old is null && now is not null ? waiting.In(now.Namespace) : []);
            }
        }

        if (caches.Volumes is { } volumes)
        {
            yield return ControllerSource.Map(
                volumes.Claims, change => change.Old is null ? waiting.In(change.Key.Namespace) : []);
        }
    }

    private static IEnumerable<ObjectKey> Behaving(
        CacheChange<BehaviorView<PodBehaviorSpec>> change, ClusterCaches caches, int seed) =>
        !BehaviorWake.Matters(change)
            ? []
            : caches.Pods.All
                .Where(p => p.Value is { NodeName: { } name, IsTerminal: false } pod
                    && caches.Nodes.Find(new ObjectKey(null, name))?.Value is { } node
                    && BehaviorWake.Concerns(change, pod, node, seed))
                .Select(p => p.Key);

    private static IEnumerable<ObjectKey> PodsOn(ClusterCaches caches, string node) =>
        caches.Pods.Lookup(ClusterCaches.ByNode, node).Select(p => p.Key);
}
