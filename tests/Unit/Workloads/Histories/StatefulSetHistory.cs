using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.StatefulSets;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>A random history of an Advanced StatefulSet.</summary>
internal sealed class StatefulSetHistory : History
{
    private List<string?> whole = [];

    private static readonly string[] Policies = ["ReCreate", "InPlaceIfPossible"];

    public StatefulSetHistory(int seed)
        : base(seed)
    {
        MinReady = Roll(1) * 3;
        var parallel = Random.Next(2) == 0;
        World.Set = (JsonObject)JsonNode.Parse(
            $$$$"""
            {"metadata":{"name":"s","namespace":"default","uid":"set","generation":1,"labels":{}},
             "spec":{"replicas":{{{{Roll(5)}}}},"selector":{"matchLabels":{"app":"s"}},
              "podManagementPolicy":"{{{{(parallel ? "Parallel" : "OrderedReady")}}}}","reserveOrdinals":[],
              "lifecycle":{"preDelete":{"labelsHandler":{"hold":"yes"}}},
              "template":{"metadata":{"labels":{"app":"s"}},"spec":{"containers":[{"name":"c","image":"app:0"}]}},
              "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{
               "podUpdatePolicy":"{{{{Policies[Random.Next(2)]}}}}",
               "maxUnavailable":{{{{(parallel ? 1 + Roll(2) : 1)}}}},"minReadySeconds":{{{{MinReady}}}},
               "partition":{{{{Roll(3)}}}} } } } }
            """)!;
    }

    /// <summary>The world does what OpenKruise does: the revision is promoted by what is there, not by what is
    /// wanted.</summary>
    public bool PromotesEarly { get; init; }

    protected override Decided Plan()
    {
        var plan = AdvancedStatefulSetPlanner.Plan(new AdvancedStatefulSetObservation(
            World.View(World.Set, AdvancedStatefulSetView.Read), World.Now)
        {
            Pods = [.. World.Pods.Values.Select(p => World.View(p, PodView.Read))],
            Revisions = [.. World.Revisions.Values.Select(r => World.View(r, RevisionView.Read))],
        });
        var status = plan.Status;
        return new Decided(plan.Actions, (PromotesEarly && status.Updated == status.Replicas
            ? status with { CurrentRevision = status.UpdateRevision }
            : status).ToJson());
    }

    protected override void Edit()
    {
        switch (Random.Next(6))
        {
            case 0:
                World.Edit(spec => spec["replicas"] = Roll(6));
                break;
            case 1:
                World.Edit(spec => Of(spec)["partition"] = Roll(6));
                break;
            case 2 when (string?)World.Set["spec"]!["podManagementPolicy"] == "Parallel":
                World.Edit(spec => Of(spec)["maxUnavailable"] =
                    Random.Next(2) == 0 ? 1 + Roll(2) : $"{10 + (Roll(9) * 10)}%");
                break;
            case 3:
                World.Edit(spec => Of(spec)["paused"] = Random.Next(2) == 0);
                break;
            case 4:
                World.Edit(spec => spec["reserveOrdinals"] = Random.Next(2) == 0
                    ? new JsonArray()
                    : new JsonArray(Roll(4), "6-7"));
                break;
            default:
                SetImage(AnImage());
                break;
        }
    }

    protected override void Relent()
    {
        SetImage("app:1");
        World.Edit(spec =>
        {
            Of(spec)["paused"] = false;
            Of(spec)["partition"] = 0;
        });
    }

    protected override void Check(ImmutableArray<PodFact> before, ImmutableArray<PodFact> after, JsonObject set)
    {
        var (spec, rolling) = (set["spec"]!, Of(set["spec"]!));
        var places = PlacesOf(spec);
        var target = (string?)World.Set["status"]?["updateRevision"];
        var created = after.Where(n => before.All(o => o.Uid != n.Uid)).ToArray();
        var updated = before.Where(o => after.Any(n => n.Uid == o.Uid && n.Image != o.Image)).ToArray();
        var gone = before.Where(o => o.IsActive && !after.Any(n => n.Uid == o.Uid && n.IsActive)).ToArray();
        var isOrdered = (string?)spec["podManagementPolicy"] != "Parallel";
        var partition = (int)rolling["partition"]!;

        Require(created.All(p => places.Contains(Ordinal(p))), "SS-1", () => "a pod is created without a place");
        Require(
            !isOrdered || created.All(p => places.TakeWhile(o => o < Ordinal(p)).All(o =>
                before.Any(b => Ordinal(b) == o && b.IsAvailable))),
            "SS-2", () => "a pod is created before those below are available");
        Require(gone.All(p => !p.IsHooked), "SS hooks", () => "a pod is deleted that a hook holds");
        Require(
            updated.All(p => !p.HasGate || p.IsHeldUnready), "SS in place", () => "an image changes in a ready pod");

        int Position(PodFact pod) => places.IndexOf(Ordinal(pod)) + 1;
        var surplus = gone.Count(p => Position(p) == 0);
        Require(
            !isOrdered || created.Length + surplus <= 1,
            "SS-2", () => $"{created.Length} are created and {surplus} too many deleted at once");
        var replaced = gone.Concat(updated)
            .Where(p => Position(p) > 0 && !p.IsMarked && !p.IsPreparing).ToArray();
        Require(
            replaced.All(p => Position(p) > partition),
            "SS-4", () => "a pod below the partition is replaced");
        Require(
            replaced.Length == 0 || (bool?)rolling["paused"] != true, "SS-7", () => "a paused set updates");
        Require(
            whole.Count == 0 || target is null || created.All(p =>
                Position(p) > partition || whole.Contains(p.Revision) || p.Revision != target),
            "SS-5", () => "a pod below the partition is created new");
        SeeWhole(after, places);
        SeeAvailable(before, gone.Concat(updated).ToArray(), places, rolling);
    }

    /// <summary>Remembers the last two revisions that every wanted pod had at once, and was ready.</summary>
    private void SeeWhole(ImmutableArray<PodFact> pods, ImmutableArray<int> places)
    {
        var revisions = pods.Where(p => p.IsReady).Select(p => p.Revision).Distinct().ToArray();
        if (revisions is [{ } one] && pods.Count(p => p.IsReady) == places.Length && !whole.TakeLast(1).Contains(one))
        {
            whole = [.. whole.TakeLast(1), one];
        }
    }

    private void SeeAvailable(
        ImmutableArray<PodFact> before, PodFact[] touched, ImmutableArray<int> places, JsonNode rolling)
    {
        var limit = Math.Max(1, Share(rolling["maxUnavailable"]!, places.Length));
        var available = before.Where(p => p.IsAvailable && places.Contains(Ordinal(p))).ToArray();
        var left = available.Count(p => touched.All(t => t.Uid != p.Uid) || p.IsPreparing);
        Require(
            left >= Math.Min(available.Length, places.Length - limit),
            "SS-3", () => $"{left} of {available.Length} are left, and {limit} of {places.Length} may be missing");
    }

    protected override void CheckEnd(ImmutableArray<PodFact> pods)
    {
        var places = PlacesOf(World.Set["spec"]!);
        var status = World.Set["status"]!;
        Require(
            pods.Select(Ordinal).Order().SequenceEqual(places), "SS-10", () => "not one pod in every place");
        Require(
            pods.All(p => p.Revision == (string?)status["updateRevision"]), "SS-10", () => "some pods are old");
        Require((int?)status["availableReplicas"] == places.Length, "SS status", () => "available");
    }

    private static JsonNode Of(JsonNode spec) => spec["updateStrategy"]!["rollingUpdate"]!;

    private static int Ordinal(PodFact pod) =>
        int.Parse(pod.Name[(pod.Name.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture);

    private static ImmutableArray<int> PlacesOf(JsonNode spec)
    {
        var reserved = (spec["reserveOrdinals"] as JsonArray ?? []).Select(r => r!.ToString()).ToArray();
        var taken = reserved.Where(r => !r.Contains('-'))
            .Select(r => int.Parse(r, CultureInfo.InvariantCulture)).ToHashSet();
        if (reserved.Contains("6-7"))
        {
            taken.UnionWith([6, 7]);
        }

        return [.. Enumerable.Range(0, 100).Where(o => !taken.Contains(o)).Take((int)spec["replicas"]!)];
    }

    private static int Share(JsonNode value, int of)
    {
        var text = value.ToString();
        var number = int.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture);
        return text.EndsWith('%') ? number * of / 100 : number;
    }
}
