using Fairway.Simulation.Fleets;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>All checkers of what a cluster's own controllers do.</summary>
internal sealed class WorkloadChecks
{
    private readonly Past past = new();

    public WorkloadChecks(Mirror mirror, Action<string> told, TimeProvider time)
    {
        All =
        [
            new DeploymentChecker { Mirror = mirror, Told = told, Time = time, Past = past },
            new ReplicaSetChecker { Mirror = mirror, Told = told, Time = time, Past = past },
            new StatefulSetChecker { Mirror = mirror, Told = told, Time = time, Past = past },
            new DaemonSetChecker { Mirror = mirror, Told = told, Time = time, Past = past },
            new JobChecker { Mirror = mirror, Told = told, Time = time, Past = past },
            new CronJobChecker { Mirror = mirror, Told = told, Time = time, Past = past },
            new BudgetChecker { Mirror = mirror, Told = told, Time = time, Past = past },
            new GarbageChecker { Mirror = mirror, Told = told, Time = time, Past = past },
            new NamespaceChecker { Mirror = mirror, Told = told, Time = time, Past = past },
            new EndpointChecker { Mirror = mirror, Told = told, Time = time, Past = past },
            new SchedulerChecker { Mirror = mirror, Told = told, Time = time, Past = past },
            new NodeChecker { Mirror = mirror, Told = told, Time = time, Past = past },
        ];
    }

    public IReadOnlyList<WorkloadChecker> All { get; }

    /// <summary>How often each rule of each checker was put to the test.</summary>
    public IReadOnlyDictionary<string, int> Situations => new SortedDictionary<string, int>(
        All.SelectMany(checker => checker.Situations).ToDictionary(one => one.Key, one => one.Value),
        StringComparer.Ordinal);

    /// <summary>A story holds caches back: controllers may act on what was so long ago, and, where one starts anew with
    /// an old view, without having seen what is new; or it sets clocks ahead.</summary>
    public void Excuse(TimeSpan lag, TimeSpan unseen, TimeSpan skew = default)
    {
        foreach (var checker in All)
        {
            checker.Skew = skew;
            checker.Lag = lag;
            checker.Unseen = unseen;
        }
    }

    /// <summary>A write was committed, and the mirror has it.</summary>
    public void See(Change change)
    {
        past.See(change);
        foreach (var checker in All)
        {
            checker.See(change);
        }
    }

    /// <summary>The cluster has come to rest.</summary>
    public void SeeRest(string cluster)
    {
        foreach (var checker in All)
        {
            checker.SeeRest(cluster);
        }
    }
}
