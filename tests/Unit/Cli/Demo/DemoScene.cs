using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Cli.Demo;
using Fairway.Cli.Fleets;
using Fairway.Cli.Releases;

namespace Fairway.Tests.Cli.Demo;

/// <summary>What would be seen of a demo on three clusters that goes as it should.</summary>
internal static class DemoScene
{
    public const string Failure = "CrashLoop: secure nodes";

    public static DemoStory Story { get; } = new()
    {
        Members =
        [
            Member("cluster-001", "testing", "cloud"),
            Member("cluster-002", "canary", "multi-tenant"),
            Member("cluster-003", "production", "multi-tenant"),
        ],
    };

    public static List<ActSeen> Seen()
    {
        var empty = Ids.Select(id => new ClusterPods(id, [])).ToList();
        var first = Act(0, empty, Fleet(0, "a"), []);
        var good = Act(1, first.After, Fleet(1, "b"), [Item("cluster-001"), Item("cluster-002"), Item("cluster-003")]);
        IReadOnlyList<ClusterPods> back = [.. Fleet(2, "c").Take(2), good.After[2]];
        var bad = Act(2, good.After, back, [Item("cluster-001"), Item("cluster-002", Failure)]);
        return [first, good, bad];
    }

    public static ClusterPods Pods(string cluster, int act, string uid) => new(
        cluster,
        [
            .. Story.Acts[act].After.SelectMany(version => Enumerable.Range(0, version.Component.Replicas)
                .Select(number => Pod(version.Component, version.Version, number, uid))),
        ]);

    public static PodSight Pod(DemoComponent component, string version, int number, string uid) => new(
        new PodSight.PodMeta(
            $"{component.Name}-{number}",
            $"{uid}-{component.Name}-{number}",
            null,
            new Dictionary<string, string> { [PodSight.Instance] = component.Name }),
        new PodSight.PodSpec([new PodSight.Container(component.ImageOf(version))]),
        new PodSight.PodStatus([new PodSight.Condition("Ready", "True")]));

    public static ClusterRelease Item(string cluster, string? failure = null) => new()
    {
        Metadata = new ObjectMeta { Name = "bad", Namespace = cluster },
        Spec = new ClusterReleaseSpec { Release = "bad", Stage = "smallflow" },
        Status = new ClusterReleaseStatus { Phase = ClusterReleasePhase.RolledBack, Failure = failure },
    };

    public static ReleaseSight Sight(DemoAct act, ReleasePhase phase, IReadOnlyList<ClusterRelease> clusters) => new(
        new Release
        {
            Metadata = new ObjectMeta { Name = act.Release },
            Spec = DemoObjects.ReleaseOf(act).Spec,
            Status = new ReleaseStatus { Phase = phase },
        },
        clusters);

    private static FleetMember Member(string id, string stage, string infrastructure) => new(
        id, [new(Labels.Infrastructure, infrastructure), new(Labels.Stage, stage)])
    {
        Pools = [],
    };

    private static IEnumerable<string> Ids => ["cluster-001", "cluster-002", "cluster-003"];

    private static List<ClusterPods> Fleet(int act, string uid) => [.. Ids.Select(id => Pods(id, act, uid))];

    private static ActSeen Act(
        int number,
        IReadOnlyList<ClusterPods> before,
        IReadOnlyList<ClusterPods> after,
        IReadOnlyList<ClusterRelease> clusters)
    {
        var act = Story.Acts[number];
        return new ActSeen(act, Sight(act, act.Expected, clusters), [], before, after);
    }
}
