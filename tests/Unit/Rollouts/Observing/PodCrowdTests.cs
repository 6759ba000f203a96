using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Api.Rollouts;
using Fairway.Rollouts.Observing;
using Fairway.Rollouts.Sights;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Rollouts.Observing;

public sealed class PodCrowdTests : IDisposable
{
    private const int MinReadySeconds = 10;
    private const string Pods = "/api/v1/pods";
    private const string Nodes = "/api/v1/nodes";
    private static readonly PodOrigin Origin = new("uid-agent", "default", MinReadySeconds, HasShortNames: false);
    private readonly KubeFixture kube = new();
    private readonly RolloutCaches caches;

    public PodCrowdTests()
    {
        caches = new RolloutCaches(kube.Api, kube.Environment, []);
        kube.Loop.Start(() => caches.Pods.RunAsync(kube.Stop));
        kube.Loop.Start(() => caches.Nodes.RunAsync(kube.Stop));
    }

    private DateTimeOffset Now => kube.Time.GetUtcNow();

    public void Dispose() => kube.Dispose();

    [Theory]
    [InlineData(NodeOrder.Mixed)]
    [InlineData(NodeOrder.ByName)]
    public void What_has_changed_leaves_a_crowd_as_if_it_were_read_anew(NodeOrder order)
    {
        using var crowd = new PodCrowd(caches, Origin);
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            for (var look = 0; look < 12; look++)
            {
                for (var change = random.Next(5); change > 0; change--)
                {
                    Change(random);
                }

                kube.Loop.Do(() => kube.Time.Advance(TimeSpan.FromSeconds(random.Next(6))));
                var kept = crowd.Look(Now, $"change {seed}", order);
                using var fresh = new PodCrowd(caches, Origin);
                Assert.Equal(Told(fresh.Look(Now, $"change {seed}", order)), Told(kept));
                Assert.Equal(Expected(), Ready(kept));
                Assert.Equal(fresh.NextReadyAt, crowd.NextReadyAt);
            }
        }
    }

    [Fact]
    public void A_crowd_that_was_seen_does_not_change()
    {
        using var crowd = new PodCrowd(caches, Origin);
        Put(Pods, Pod("a", "node-a", "old", readyFor: 60));
        var seen = crowd.Look(Now, "change", NodeOrder.Mixed);
        Put(Pods, Pod("a", "node-a", "new", readyFor: 60));
        Assert.Equal("new", Assert.Single(crowd.Look(Now, "change", NodeOrder.Mixed)).Revision);
        Assert.Equal("old", Assert.Single(seen).Revision);
    }

    [Fact]
    public void A_pod_of_another_owner_leaves_the_crowd()
    {
        using var crowd = new PodCrowd(caches, Origin);
        Put(Pods, Pod("a", "node-a", "old", readyFor: 60));
        Assert.Single(crowd.Look(Now, "change", NodeOrder.Mixed));
        Put(Pods, Pod("a", "node-a", "old", readyFor: 60).ControlledBy("DaemonSet", "another"));
        Assert.Empty(crowd.Look(Now, "change", NodeOrder.Mixed));
    }

    [Fact]
    public void The_first_are_those_of_the_lowest_ranks_whatever_their_groups()
    {
        using var crowd = new PodCrowd(caches, Origin);
        for (var pod = 0; pod < 20; pod++)
        {
            Put(Pods, Pod($"pod-{pod}", $"node-{pod}", $"old-{pod % 3}", readyFor: 60));
        }

        var all = crowd.Look(Now, "change", NodeOrder.Mixed);
        Assert.Equal(
            all.Where(pod => pod.Revision != "old-1").OrderBy(pod => pod.Rank).Take(7).Select(pod => pod.Name),
            all.First(7, pod => pod.Revision != "old-1").Select(pod => pod.Name));
        Assert.Empty(all.First(0, _ => true));
    }

    private void Change(Random random)
    {
        var (pod, node) = ($"pod-{random.Next(8)}", $"node-{random.Next(6)}");
        switch (random.Next(6))
        {
            case 0:
                kube.Loop.Do(() => kube.Api.Remove(Pods, pod));
                break;
            case 1:
                Put(Nodes, Node(node, random.Next(2) == 0, random.Next(3)));
                break;
            case 2:
                kube.Loop.Do(() => kube.Api.Remove(Nodes, node));
                break;
            default:
                int? readyFor = random.Next(3) == 0 ? null : random.Next(2 * MinReadySeconds);
                var body = Pod(pod, random.Next(8) == 0 ? null : node, random.Next(2) == 0 ? "old" : "new", readyFor);
                Put(Pods, random.Next(6) == 0 ? body.ControlledBy("DaemonSet", "another") : body);
                break;
        }
    }

    private void Put(string collection, JsonObject item) => kube.Loop.Do(() => kube.Api.Put(collection, item));

    // Everything that is seen of them; counts, which the groups give, are those of what is enumerated.
    private static ImmutableArray<string> Told(ReplicaCrowd crowd)
    {
        Assert.Equal(crowd.Count, crowd.Select(pod => pod.Name).Count());
        Assert.Equal(crowd.Count(pod => pod.IsReady), crowd.CountOf(pod => pod.IsReady));
        return
        [
            .. crowd.Select(pod => $"{pod.Name} {pod.Uid} {pod.ResourceVersion} {pod.Revision} {pod.Node} {pod.Rank} "
                + $"{pod.IsReady} {pod.IsReady || pod.IsNodeReady} {pod.IsDeleting} {pod.CreatedAt:O}"),
        ];
    }

    private static IEnumerable<(string, bool)> Ready(ReplicaCrowd crowd) =>
        crowd.Select(pod => (pod.Name, pod.IsReady)).Order();

    private IEnumerable<(string, bool)> Expected()
    {
        var reader = new PodReader(MinReadySeconds, Now);
        return caches.Pods.All.Where(pod => pod.Controller?.Uid == Origin.Uid)
            .Select(pod => (pod.Key.Name, reader.Read(pod, null, null).IsReady)).Order();
    }

    private JsonObject Pod(string name, string? node, string revision, int? readyFor) => new JsonObject
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = "default",
            ["creationTimestamp"] = Text(Now),
            ["labels"] = new JsonObject { ["controller-revision-hash"] = revision },
        },
        ["spec"] = new JsonObject { ["nodeName"] = node },
        ["status"] = new JsonObject
        {
            ["phase"] = "Running",
            ["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "Ready",
                ["status"] = readyFor is null ? "False" : "True",
                ["lastTransitionTime"] = Text(Now.AddSeconds(-(readyFor ?? 0))),
            }),
        },
    }.ControlledBy("DaemonSet", "agent");

    private static JsonObject Node(string name, bool isReady, int zone) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { ["topology.kubernetes.io/zone"] = $"zone-{zone}" },
        },
        ["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(
                new JsonObject { ["type"] = "Ready", ["status"] = isReady ? "True" : "False" }),
        },
    };

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
