using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Xunit;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>Random histories of OpenKruise's kinds: no invariant is broken in any of them, and each checker cries where
/// one is.</summary>
public sealed class HistoryTests
{
    private static readonly int Histories =
        Environment.GetEnvironmentVariable("FAIRWAY_LONG") == "1" ? 12000 : 150;

    [Fact]
    public void No_invariant_of_CloneSets_is_broken() => NoneFails(seed => new CloneSetHistory(seed));

    [Fact]
    public void No_invariant_of_Advanced_DaemonSets_is_broken() => NoneFails(seed => new DaemonSetHistory(seed));

    [Fact]
    public void No_invariant_of_Advanced_StatefulSets_is_broken() => NoneFails(seed => new StatefulSetHistory(seed));

    [Fact]
    public void OpenKruises_own_way_of_counting_is_cried() =>
        Cries("available", seed => new CloneSetHistory(seed) { KruiseExact = true });

    [Fact]
    public void A_StatefulSets_revision_that_is_promoted_early_is_cried() =>
        Cries("SS-5", seed => new StatefulSetHistory(seed) { PromotesEarly = true });

    [Theory, MemberData(nameof(Sabotages))]
    public void Broken_on_purpose_it_is_cried(string rule, string kind, string how) => Cries(rule, seed => kind switch
    {
        "CloneSet" => new CloneSetHistory(seed) { Sabotage = Broken(how) },
        "DaemonSet" => new DaemonSetHistory(seed) { Sabotage = Broken(how) },
        _ => new StatefulSetHistory(seed) { Sabotage = Broken(how) },
    });

    public static TheoryData<string, string, string> Sabotages => new()
    {
        { "CS-3", "CloneSet", "create" },
        { "CS-4", "CloneSet", "mark" },
        { "CS-5", "CloneSet", "create" },
        { "CS-6", "CloneSet", "mark" },
        { "CS-10", "CloneSet", "mark" },
        { "CS-12", "CloneSet", "image" },
        { "CS-13", "CloneSet", "delete" },
        { "available", "CloneSet", "delete" },
        { "DS-2", "DaemonSet", "delete" },
        { "DS-3", "DaemonSet", "delete" },
        { "DS-4", "DaemonSet", "delete" },
        { "DS-6", "DaemonSet", "delete" },
        { "DS-7", "DaemonSet", "image" },
        { "DS-8", "DaemonSet", "delete" },
        { "SS-1", "StatefulSet", "create" },
        { "SS-3", "StatefulSet", "delete" },
        { "SS-4", "StatefulSet", "delete" },
        { "SS-7", "StatefulSet", "delete" },
        { "liveness", "StatefulSet", "touch" },
    };

    private static Func<PlainWorld, WorkloadAction[], IEnumerable<WorkloadAction>> Broken(string how) =>
        (world, actions) =>
        {
            // Now and then only, so that there are histories for a rule to be broken in.
            if (how != "touch" && world.Now.Second % 7 != 0)
            {
                return actions;
            }

            var pods = world.Pods.Values.Select(pod => world.View(pod, PodView.Read)).Where(p => p.IsActive);
            return actions.Concat(how switch
            {
                "create" => [new WorkloadAction.CreatePod(APod(world), "x", "sabotage")],
                "delete" => pods.Take(2).Select(p => new WorkloadAction.Delete(ChildKind.Pod, p.Meta, "sabotage")),
                "mark" => pods.Take(2).Select(p => Change(p, """
                    {"metadata":{"labels":{"apps.kruise.io/specified-delete":"true"}}}
                    """)),
                "image" => pods.Take(2).Select(p => Change(p, """
                    {"spec":{"containers":[{"name":"c","image":"app:9"}]}}
                    """)),
                _ => pods.Select(p => Change(p, """{"metadata":{"labels":{"a":"b"}}}""")),
            });
        };

    private static WorkloadAction Change(PodView pod, string patch) =>
        new WorkloadAction.ChangePod(pod.Meta, (JsonObject)JsonNode.Parse(patch)!, "sabotage");

    private static JsonObject APod(PlainWorld world) => (JsonObject)JsonNode.Parse(
        $$$$"""
        {"metadata":{"name":"s-{{{{90 + world.Pods.Count}}}}","labels":{"app":"s"},
          "ownerReferences":[{"apiVersion":"a","kind":"k","name":"s","uid":"set","controller":true}]},
         "spec":{"containers":[{"name":"c","image":"app:1"}]}}
        """)!;

    private static void NoneFails(Func<int, History> make)
    {
        for (var seed = 1; seed <= Histories; seed++)
        {
            var history = make(seed);
            history.Run(60);
            Assert.True(history.Failure is null, history.Failure);
        }
    }

    private static void Cries(string rule, Func<int, History> make)
    {
        var cried = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 1; seed <= 3000; seed++)
        {
            var history = make(seed);
            history.Run(60);
            if (history.Failure is { } failure && cried.Add(failure[..failure.IndexOf(' ')]) && cried.Contains(rule))
            {
                return;
            }
        }

        Assert.Fail($"{rule} is not cried, but: {string.Join(", ", cried)}");
    }
}
