using Fairway.Kube;
using Fairway.Kube.Events;

namespace Fairway.Twin.Behaviour.Reporting;

/// <summary>The recorders of a cluster's components, under the names that a real cluster's components have.</summary>
internal sealed class ClusterEvents
{
    // One recorder tells for all kubelets of a cluster: after a flood it would write for minutes, and a cluster in
    // which nothing happens is to write nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<EventRecorder> recorders = [];

    public ClusterEvents(IKubeApi api, KubeEnvironment environment)
    {
        Deployments = Add(api, environment, "deployment-controller");
        ReplicaSets = Add(api, environment, "replicaset-controller");
        StatefulSets = Add(api, environment, "statefulset-controller");
        DaemonSets = Add(api, environment, "daemonset-controller");
        Jobs = Add(api, environment, "job-controller");
        CronJobs = Add(api, environment, "cronjob-controller");
        Budgets = Add(api, environment, "controllermanager");
        Volumes = Add(api, environment, "persistentvolume-controller");
        Autoscalers = Add(api, environment, "horizontal-pod-autoscaler");
        ReplicationControllers = Add(api, environment, "replication-controller");
        Scheduler = Add(api, environment, "default-scheduler");
        Kubelet = Add(api, environment, "kubelet");
        Nodes = Add(api, environment, "node-controller");
        TaintEviction = Add(api, environment, "taint-eviction-controller");
    }

    public EventRecorder Deployments { get; }

    public EventRecorder ReplicaSets { get; }

    public EventRecorder StatefulSets { get; }

    public EventRecorder DaemonSets { get; }

    public EventRecorder Jobs { get; }

    public EventRecorder CronJobs { get; }

    public EventRecorder Budgets { get; }

    public EventRecorder Volumes { get; }

    public EventRecorder Autoscalers { get; }

    public EventRecorder ReplicationControllers { get; }

    public EventRecorder Scheduler { get; }

    public EventRecorder Kubelet { get; }

    public EventRecorder Nodes { get; }

    public EventRecorder TaintEviction { get; }

    /// <summary>Writes what is recorded, until cancelled.</summary>
    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(recorders.Select(r => r.RunAsync(cancel)));

    private EventRecorder Add(IKubeApi api, KubeEnvironment environment, string component)
    {
        var options = new EventOptions
        {
            Controller = component,
            Instance = component,
            ByNote = true,
            Patience = Patience,
        };
        var recorder = new EventRecorder(api, options, environment);
        recorders.Add(recorder);
        return recorder;
    }
}
