using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Daemons;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Running;
using Fairway.Workloads.CloneSets;
using Fairway.Workloads.DaemonSets;
using Fairway.Workloads.Pods;
using Fairway.Workloads.StatefulSets;

namespace Fairway.Workloads;

/// <summary>The controllers of OpenKruise's kinds.</summary>
internal static class WorkloadControllers
{
    private const string Agent = "fairway-workloads";

    /// <summary>Adds them to a host; the recorders of what they tell are to be run beside it.</summary>
    public static ImmutableArray<EventRecorder> Add(
        ControllerHost host, WorkloadCaches caches, IKubeApi api, KubeEnvironment environment)
    {
        var cloneSets = Recorder(api, environment, "cloneset-controller");
        host.Add(CloneSets(caches, api, cloneSets, environment.Time));
        var daemonSets = Recorder(api, environment, "daemonset-controller");
        host.Add(DaemonSets(caches, api, daemonSets, environment.Time));
        var statefulSets = Recorder(api, environment, "statefulset-controller");
        host.Add(StatefulSets(caches, api, statefulSets, environment.Time));
        return [cloneSets, daemonSets, statefulSets];
    }

    private static ControllerDefinition CloneSets(
        WorkloadCaches caches, IKubeApi api, EventRecorder events, TimeProvider time)
    {
        var (sets, writes) = (caches.CloneSets, new OwnWrites());
        var writer = new WorkloadWriter(writes.Through(api), sets.Resource, events) { Agent = Agent };
        return new ControllerDefinition(
            "cloneset",
            new CloneSetReconciler(caches, writer, time),
            [
                ControllerSource.Self(sets, change => Patience.WithOwner(caches.Pods, change)),
                ControllerSource.Owner(
                    caches.Pods, sets.Resource, change => Patience.WithChild(caches.Pods, change)),
                ControllerSource.Owner(caches.Claims, sets.Resource),
                .. Wake.OwnersOf(caches.Revisions, sets, s => s.Selector),
                .. Belonging(caches, sets),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition StatefulSets(
        WorkloadCaches caches, IKubeApi api, EventRecorder events, TimeProvider time)
    {
        var (sets, writes) = (caches.StatefulSets, new OwnWrites());
        var writer = new WorkloadWriter(writes.Through(api), sets.Resource, events) { Agent = Agent };
        return new ControllerDefinition(
            "advanced-statefulset",
            new AdvancedStatefulSetReconciler(caches, writer, time),
            [
                ControllerSource.Self(sets, change => Patience.WithOwner(caches.Pods, change)),
                .. Wake.OwnersOf(caches.Pods, sets, s => s.Selector),
                .. Wake.OwnersOf(caches.Revisions, sets, s => s.Selector),
                ControllerSource.Map(caches.Claims, change => ClaimUsers(change, sets)),
                .. Belonging(caches, sets),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition DaemonSets(
        WorkloadCaches caches, IKubeApi api, EventRecorder events, TimeProvider time)
    {
        var (sets, writes) = (caches.DaemonSets, new OwnWrites());
        var writer = new WorkloadWriter(writes.Through(api), sets.Resource, events) { Agent = Agent };
        return new ControllerDefinition(
            "advanced-daemonset",
            new AdvancedDaemonSetReconciler(caches, writer, time),
            [
                ControllerSource.Self(sets, change => Patience.WithOwner(caches.Pods, change)),
                .. Wake.OwnersOf(caches.Pods, sets, s => s.Selector),
                .. Wake.OwnersOf(caches.Revisions, sets, s => s.Selector),
                NodeWake.Of(caches.Nodes, sets),
                .. Belonging(caches, sets),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }

    /// <summary>A claim has the labels of its set. One that is gone is made anew for a pod that waited for
    /// it.</summary>
    private static IEnumerable<ObjectKey> ClaimUsers(
        CacheChange<LabelledView> change, ObjectCache<AdvancedStatefulSetView> sets)
    {
        var labels = (change.New ?? change.Old)!.Value.Meta.Labels;
        return sets.All.Where(set => set.Key.Namespace == change.Key.Namespace && !set.Value.Claims.IsEmpty
            && set.Value.Selector.Matches(labels)).Select(set => set.Key);
    }

    /// <summary>Who the kind belongs to may change: then every set is looked at.</summary>
    private static ControllerSource[] Belonging<T>(WorkloadCaches caches, ObjectCache<T> sets)
        where T : class, IObjectView =>
    [
        ControllerSource.Map(
            caches.Definitions,
            change => change.Key.Name == $"{sets.Resource.Plural}.{sets.Resource.Group}" ? Keys(sets) : []),
        ControllerSource.Map(caches.Webhooks, _ => Keys(sets)),
    ];

    private static IEnumerable<ObjectKey> Keys<T>(ObjectCache<T> sets)
        where T : class, IObjectView => sets.All.Select(set => set.Key);

    private static EventRecorder Recorder(IKubeApi api, KubeEnvironment environment, string component) => new(
        api, new EventOptions { Controller = component, Instance = component, ByNote = true }, environment);
}
