using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Workloads.Pods;
using Xunit;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>Each checker of random histories cries where its invariant is broken.</summary>
public sealed class HistoryTests
{
    [Fact]
    public void OpenKruises_own_way_of_counting_is_cried() =>
        Cries("available", seed => new CloneSetHistory(seed) { KruiseExact = true });

    [Fact]
    public void A_StatefulSets_revision_that_is_promoted_early_is_cried() =>
        Cries("SS-5", seed => new StatefulSetHistory(seed) { PromotesEarly = true });

    [Fact]
    public void A_CloneSet_that_does_not_go_back_is_cried() =>
        Cries("CS-8", seed => new CloneSetHistory(seed) { RollsBack = true, ForgetsRollback = true });

    [Fact]
    public void A_share_that_keeps_nothing_back_is_cried() => Cries("CS-11", seed => new CloneSetHistory(seed)
    {
        StatusSabotage = (world, status) => With(status, "expectedUpdatedReplicas", world.Set["spec"]!["replicas"]!),
    });

    [Fact]
    public void A_CloneSet_that_makes_too_many_old_pods_is_cried() => Cries("CS-15", seed => new CloneSetHistory(seed)
    {
        Shows = set => set with { Policy = set.Policy with { Partition = IntOrPercent.Percent(100) } },
    });

    [Fact]
    public void A_StatefulSet_that_makes_old_pods_on_delete_is_cried() =>
        Cries("SS-8", seed => new StatefulSetHistory(seed)
        {
            Shows = set => set.Style == UpdateStyle.OnDelete
                ? set with { Style = UpdateStyle.Recreate, Paused = true }
                : set,
        });

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
        { "DS-1", "DaemonSet", "beside" },
        { "DS-2", "DaemonSet", "delete" },
        { "DS-3", "DaemonSet", "delete" },
        { "DS-4", "DaemonSet", "delete" },
        { "DS-5", "DaemonSet", "delete" },
        { "DS-5", "DaemonSet", "beside" },
        { "DS-6", "DaemonSet", "delete" },
        { "DS-7", "DaemonSet", "image" },
        { "DS-8", "DaemonSet", "delete" },
        { "SS-1", "StatefulSet", "create" },
        { "SS-3", "StatefulSet", "delete" },
        { "SS-4", "StatefulSet", "delete" },
        { "SS-6", "StatefulSet", "lowest" },
        { "SS-7", "StatefulSet", "delete" },
        { "SS-8", "StatefulSet", "delete" },
        { "SS-9", "StatefulSet", "claims" },
        { "SS-9", "StatefulSet", "disown" },
        { "SS-9", "StatefulSet", "leak" },
        { "claims", "CloneSet", "claims" },
        { "claims", "CloneSet", "leak" },
        { "liveness", "StatefulSet", "touch" },
    };

    private static Func<PlainWorld, WorkloadAction[], IEnumerable<WorkloadAction>> Broken(string how) =>
        (world, actions) =>
        {
            if (how is "leak" or "disown")
            {
                // The pod goes, and what goes with it is forgotten; or what has been begun is not taken back.
                return actions.Where(action => action is not (WorkloadAction.Delete { Kind: ChildKind.Claim }
                    or WorkloadAction.Own) || (how == "disown" && action is WorkloadAction.Own { Owners: [_, ..] }));
            }

            // Now and then only, so that there are histories for a rule to be broken in.
            if (how != "touch" && world.Now.Second % 7 != 0)
            {
                return actions;
            }

            var pods = world.Pods.Values.Select(pod => world.View(pod, PodView.Read)).Where(p => p.IsActive);
            if (how == "lowest")
            {
                return actions.Select(action => action is WorkloadAction.Delete { Reason: Old } delete
                    ? delete with { Child = pods.OrderBy(p => p.Meta.Name, StringComparer.Ordinal).First().Meta }
                    : action);
            }

            return actions.Concat(how switch
            {
                "claims" => world.Claims.Keys.Take(1).Select(claim => new WorkloadAction.Delete(
                    ChildKind.Claim, new ObjectMeta { Name = claim }, "sabotage")),
                "beside" => world.Pods.Values.Take(2).Select(p => Beside(world, p)).ToArray(),
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

    private const string Old = "it is of an old revision";

    private static JsonObject With(JsonObject status, string name, JsonNode value)
    {
        var changed = (JsonObject)status.DeepClone();
        changed[name] = value.DeepClone();
        return changed;
    }

    /// <summary>A pod of the newest revision, pinned to the node of another.</summary>
    private static WorkloadAction Beside(PlainWorld world, JsonObject pod)
    {
        var body = APod(world);
        body["metadata"]!["name"] = Free(world, $"{pod["metadata"]!["name"]}-");
        body["metadata"]!["labels"]!["controller-revision-hash"] =
            (string?)world.Set["status"]?["updateRevision"] ?? "none";
        body["spec"]!["affinity"] = pod["spec"]!["affinity"]?.DeepClone();
        return new WorkloadAction.CreatePod(body, "x", "sabotage");
    }

    private static WorkloadAction Change(PodView pod, string patch) =>
        new WorkloadAction.ChangePod(pod.Meta, (JsonObject)JsonNode.Parse(patch)!, "sabotage");

    private static JsonObject APod(PlainWorld world) => (JsonObject)JsonNode.Parse(
        $$$$"""
        {"metadata":{"name":"{{{{Free(world, "s-9")}}}}","labels":{"app":"s"},
          "ownerReferences":[{"apiVersion":"a","kind":"k","name":"s","uid":"set","controller":true}]},
         "spec":{"containers":[{"name":"c","image":"app:1"}]}}
        """)!;

    private static string Free(PlainWorld world, string prefix) =>
        Enumerable.Range(0, int.MaxValue).Select(i => $"{prefix}{i}").First(name => !world.Pods.ContainsKey(name));

    internal static void Cries(string rule, Func<int, History> make)
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
