using System.Collections.Immutable;
using System.Globalization;
using Fairway.Api.Meta;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Rollouts.Drivers;
using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;

namespace Fairway.Bench.Rollouts;

/// <summary>
/// Figures of a rollout's planner at growing workloads: <c>bench rollouts</c>. One look at a workload of which a
/// quarter is new, in the step that leaves half of it old. Reading caches and writing are not in it.
/// </summary>
internal static class RolloutFigures
{
    private const int Traits = 12;
    private static readonly int[] Sizes = [10, 100, 1_000];
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>All figures of the planner; or, of <c>daemons 1000</c>, those of <see cref="DaemonFigures"/>; of
    /// <c>daemons 1000 2</c> those of the first two steps.</summary>
    public static void Run(string[] rest)
    {
        if (rest is ["daemons", var nodes, .. var steps])
        {
            DaemonFigures.Run(
                int.Parse(nodes, CultureInfo.InvariantCulture),
                steps is [var first] ? int.Parse(first, CultureInfo.InvariantCulture) : null);
            return;
        }

        foreach (var kind in new[] { "StatefulSet", "Deployment" })
        {
            Growth.Say($"look at a {kind} that goes on", "pods", Sizes, pods => Look(kind, pods, fails: false));
            Growth.Say($"look at a {kind} whose new pods fail", "pods", Sizes, pods => Look(kind, pods, fails: true));
        }
    }

    private static Func<object> Look(string kind, int pods, bool fails)
    {
        var seen = Seen(kind, pods, fails);
        var wanted = fails ? RolloutPhase.Stopped : RolloutPhase.Progressing;
        return RolloutPlanner.Plan(seen).Status.Phase == wanted
            ? () => RolloutPlanner.Plan(seen)
            : throw new InvalidOperationException($"it should be {wanted}: {RolloutPlanner.Plan(seen).Status.Message}");
    }

    private static RolloutObservation Seen(string kind, int pods, bool fails)
    {
        var driver = RolloutDrivers.Find("apps/v1", kind)!;
        var isSet = kind == "StatefulSet";
        var step = new RolloutStep { Partition = isSet ? IntOrPercent.Percent(50) : IntOrPercent.Count(0) };
        var firstNew = pods - Math.Max(2, pods / 4);
        return new RolloutObservation(Rollout(kind, step), Now)
        {
            Driver = driver,
            Nodes = Enumerable.Range(0, pods).Select(Node).ToImmutableSortedDictionary(
                node => node.Name, node => node, StringComparer.Ordinal),
            Workload = new WorkloadSight
            {
                Key = new ObjectKey("default", "web"),
                Uid = "uid",
                ResourceVersion = "1",
                Generation = 2,
                ObservedGeneration = 2,
                Replicas = pods,
                Template = "new",
                UpdateRevision = "new",
                HeldRevision = "old",
                UpdatedReplicas = pods - firstNew,
                Partition = driver.PartitionOf(step, pods),
                IsOrdered = isSet,
                Pods = [.. Enumerable.Range(0, pods).Select(n => Pod(n, n >= firstNew, fails && n % 2 == 0, isSet))],
            },
        };
    }

    private static Rollout Rollout(string kind, RolloutStep step) => new()
    {
        Metadata = new ObjectMeta { Name = "web", Generation = 1 },
        Spec = new RolloutSpec
        {
            Workload = new WorkloadReference { ApiVersion = "apps/v1", Kind = kind, Name = "web" },
            Change = "release",
            Generation = 2,
            Steps = [step, new RolloutStep()],
            PermittedThrough = 0,
            PermitUntil = Now.AddSeconds(30),
        },
        Status = new RolloutStatus
        {
            Change = "release", Began = Now.AddMinutes(-5), Template = "new", Revision = "new",
            Phase = RolloutPhase.Progressing,
        },
    };

    private static ReplicaSight Pod(int number, bool isNew, bool fails, bool hasPlace) => new()
    {
        Name = $"web-{number}",
        Uid = $"uid-{number}",
        Place = hasPlace ? number : null,
        Revision = isNew ? "new" : "old",
        IsReady = !(isNew && fails),
        CreatedAt = isNew ? Now.AddMinutes(-1) : Now.AddDays(-1),
        Node = $"node-{number}",
        Containers = [new ContainerSight("web", 0, isNew && fails ? "CrashLoopBackOff" : null)],
    };

    private static NodeSight Node(int number) => new(
        $"node-{number}",
        [.. Enumerable.Range(0, Traits).Select(trait => ($"trait-{trait}", $"{number % (trait + 1)}"))]);
}
