using CsCheck;
using Fairway.Twin.Behaviour.Scheduling;
using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Scheduling;

/// <summary>What holds whatever the cluster and the pods are, counted anew by code that shares nothing with the
/// scheduler's own counts.</summary>
public sealed class SchedulingPropertyTests
{
    private const int Runs = 150;

    [Fact]
    public void No_node_ever_holds_more_than_it_has() => Gen.Int.Sample(
        seed =>
        {
            var (world, placed) = Run(seed);
            foreach (var node in world.Nodes())
            {
                var on = placed.Where(p => p.Node == node.Name).Select(p => p.Pod).ToArray();
                Assert.True(on.Sum(p => p.Requests.MilliCpu) <= node.Node.Allocatable.MilliCpu);
                Assert.True(on.Sum(p => p.Requests.MemoryBytes) <= node.Node.Allocatable.MemoryBytes);
                Assert.True(on.Length <= node.Node.Allocatable.Pods);
                var ports = on.SelectMany(p => p.Needs.Ports).ToArray();
                Assert.Equal(ports.Length, ports.Distinct().Count());
            }
        },
        iter: Runs);

    [Fact]
    public void Anti_affinity_and_skew_hold_when_a_pod_is_placed() => Gen.Int.Sample(
        seed =>
        {
            var (world, placed) = Run(seed);
            foreach (var (index, (pod, node)) in placed.Index())
            {
                var before = placed.Take(index).ToArray();
                var zone = ZoneOf(world, node);
                var neighbours = before.Where(b => ZoneOf(world, b.Node) == zone).Select(b => b.Pod).ToArray();
                Assert.DoesNotContain(neighbours, n => Shuns(pod, n) || Shuns(n, pod));
                foreach (var constraint in pod.Needs.Spread)
                {
                    int Count(string z) => before.Count(b =>
                        ZoneOf(world, b.Node) == z && constraint.Selector!.Matches(b.Pod.Meta.Labels));
                    var least = world.Nodes().Select(n => Count(ZoneOf(world, n.Name))).Min();
                    var self = constraint.Selector!.Matches(pod.Meta.Labels) ? 1 : 0;
                    Assert.True(Count(zone) + self - least <= constraint.MaxSkew);
                }
            }
        },
        iter: Runs);

    [Fact]
    public void Who_is_refused_fits_on_no_node_and_who_is_placed_fits_there() => Gen.Int.Sample(
        seed =>
        {
            var (world, _) = Run(seed);
            var pod = Pod(new Random(seed + 1), 1000);
            var plan = world.Plan(pod);
            var fitting = world.Nodes()
                .Where(n => NodeFilters.Of(pod, world.Cluster, VolumeNeeds.None).Check(n) is null)
                .Select(n => n.Name)
                .ToArray();

            Assert.Equal(plan is Placement.Bind, fitting.Length > 0);
            Assert.True(plan is not Placement.Bind bind || fitting.Contains(bind.Node));
        },
        iter: Runs);

    [Fact]
    public void Counts_that_follow_the_pods_are_those_that_are_counted_anew() => Gen.Int.Sample(
        seed =>
        {
            var (world, placed) = Run(seed);
            foreach (var (pod, node) in placed.Where((_, i) => i % 3 == 0))
            {
                world.Off(node, pod);
            }

            var fresh = World(new Random(seed));
            foreach (var (pod, node) in placed.Where((_, i) => i % 3 != 0))
            {
                fresh.On(node, pod);
            }

            Assert.Equal(fresh.Cluster.Carried.Keys, world.Cluster.Carried.Keys);
            foreach (var (pod, _) in placed)
            {
                foreach (var matcher in PodQuestions.Matchers(pod, null))
                {
                    Assert.All(world.Nodes(), n => Assert.Equal(
                        fresh.Cluster.CountsOf(matcher)[n.Slot], world.Cluster.CountsOf(matcher)[n.Slot]));
                }
            }

            Assert.All(world.Nodes(), n => Assert.Equal(fresh.Cluster.Find(n.Name)!.Used, n.Used));
        },
        iter: Runs);

    [Fact]
    public void Victims_are_lesser_and_their_going_is_enough() => Gen.Int.Sample(
        seed =>
        {
            var (world, _) = Run(seed);
            var random = new Random(seed);
            var pod = SchedulingWorld.Asking("important", $$"""{"cpu":"{{random.Next(1, 4)}}"}""", priority: 2);
            if (world.Plan(pod, (uint)random.Next()) is Placement.Preempt preempt)
            {
                Assert.NotEmpty(preempt.Victims);
                Assert.All(preempt.Victims, v => Assert.True(v.Spec.Priority < 2));
                var node = world.Cluster.Find(preempt.Node)!;
                foreach (var victim in preempt.Victims)
                {
                    world.Off(preempt.Node, node.Pods.Single(p => p.Meta.Uid == victim.Meta.Uid));
                }

                var cleared = world.Cluster.Find(preempt.Node)!;
                Assert.Null(NodeFilters.Of(pod, world.Cluster, VolumeNeeds.None).Check(cleared));
            }
        },
        iter: Runs);

    private static (SchedulingWorld World, List<(PodInfo Pod, string Node)> Placed) Run(int seed)
    {
        var random = new Random(seed);
        var world = World(random);
        var placed = new List<(PodInfo, string)>();
        for (var i = 0; i < 24; i++)
        {
            var pod = Pod(random, i);
            if (world.Place(pod, (uint)random.Next()) is { } node)
            {
                placed.Add((pod, node));
            }
        }

        return (world, placed);
    }

    private static SchedulingWorld World(Random random)
    {
        var world = new SchedulingWorld();
        for (var i = 0; i < 6; i++)
        {
            world.Node(
                $"n{i}",
                $$"""{"zone":"{{i % 3}}"}""",
                allocatable: $$"""{"cpu":"{{random.Next(1, 4)}}","memory":"4Gi","pods":"{{random.Next(2, 8)}}"}""");
        }

        return world;
    }

    private static PodInfo Pod(Random random, int number)
    {
        var selector = $$"""{"matchLabels":{"app":"{{random.Next(3)}}"} }""";
        var more = random.Next(5) switch
        {
            0 => $$"""
                "affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[
                 {"topologyKey":"zone","labelSelector":{{selector}}}]} },
                """,
            1 => $$"""
                "topologySpreadConstraints":[{"topologyKey":"zone","maxSkew":{{random.Next(1, 3)}},
                 "whenUnsatisfiable":"DoNotSchedule","labelSelector":{{selector}}}],
                """,
            _ => "",
        };
        var port = random.Next(6) == 0 ? $$""","ports":[{"hostPort":{{random.Next(80, 83)}}}]""" : "";
        return SchedulingWorld.Pod(
            $"p{number}",
            $$"""
            { {{more}}"containers":[{"name":"c","resources":{"requests":
             {"cpu":"{{random.Next(1, 12)}}00m","memory":"{{random.Next(1, 9)}}00Mi"} }{{port}} }]}
            """,
            $$"""{"app":"{{random.Next(3)}}"}""");
    }

    private static bool Shuns(PodInfo pod, PodInfo other) =>
        pod.Needs.AntiAffinity.Any(t => t.Selector!.Matches(other.Meta.Labels));

    private static string ZoneOf(SchedulingWorld world, string node) =>
        world.Cluster.Find(node)!.Node.Meta.Labels["zone"]!;
}
