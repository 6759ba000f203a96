using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.Pods;
using Fairway.Workloads.StatefulSets;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>A random history of an Advanced StatefulSet.</summary>
internal sealed class StatefulSetHistory : History
{
    private List<string?> whole = [];
    private List<string> claims = [];
    private readonly HashSet<string> doomed = new(StringComparer.Ordinal);
    private PodFact[] unwanted = [];

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
              "template":{"metadata":{"labels":{"app":"s","traffic":"yes"}},
               "spec":{"containers":[{"name":"c","image":"app:0"}]}},
              "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{
               "podUpdatePolicy":"{{{{Policies[Random.Next(2)]}}}}",
               "maxUnavailable":{{{{(parallel ? 1 + Roll(2) : 1)}}}},"minReadySeconds":{{{{MinReady}}}},
               "partition":{{{{Roll(3)}}}} } } } }
            """)!;
        if (Random.Next(3) == 0)
        {
            Spec["lifecycle"]!["inPlaceUpdate"] = JsonNode.Parse("""{"labelsHandler":{"traffic":"yes"}}""");
        }

        if (Random.Next(3) == 0)
        {
            Spec["ordinals"] = new JsonObject { ["start"] = Roll(3) };
        }

        if (Random.Next(2) == 0)
        {
            Spec["volumeClaimTemplates"] = JsonNode.Parse("""[{"metadata":{"name":"data"},"spec":{}}]""");
            Spec["persistentVolumeClaimRetentionPolicy"] = new JsonObject
            {
                ["whenScaled"] = Random.Next(2) == 0 ? "Retain" : "Delete",
            };
        }
    }

    /// <summary>The set as the planner is shown it.</summary>
    public Func<AdvancedStatefulSetView, AdvancedStatefulSetView> Shows { get; init; } = static set => set;

    private JsonObject Spec => (JsonObject)World.Set["spec"]!;

    /// <summary>The world does what OpenKruise does: the revision is promoted by what is there, not by what is
    /// wanted.</summary>
    public bool PromotesEarly { get; init; }

    protected override Decided Plan()
    {
        var plan = AdvancedStatefulSetPlanner.Plan(new AdvancedStatefulSetObservation(
            Shows(World.View(World.Set, AdvancedStatefulSetView.Read)), World.Now)
        {
            Pods = [.. Shown.Select(p => World.View(p, PodView.Read))],
            Revisions = [.. World.Revisions.Values.Select(r => World.View(r, RevisionView.Read))],
            Claims = [.. World.Claims.Values.Select(c => World.View(c, LabelledView.Read))],
        });
        var status = plan.Status;
        return new Decided(plan.Actions, (PromotesEarly && status.Updated == status.Replicas
            ? status with { CurrentRevision = status.UpdateRevision }
            : status).ToJson());
    }

    protected override void Edit()
    {
        switch (Random.Next(7))
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
            case 5:
                World.Edit(spec => spec["updateStrategy"]!["type"] =
                    Random.Next(2) == 0 ? "OnDelete" : "RollingUpdate");
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
            spec["updateStrategy"]!["type"] = "RollingUpdate";
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
        var isOnDelete = (string?)spec["updateStrategy"]!["type"] == "OnDelete";
        if (!ReferenceEquals(set, World.Set) && !isOnDelete)
        {
            SeeWhole(before, places);
        }

        Require(created.All(p => places.Contains(Ordinal(p))), "SS-1", () => "a pod is created without a place");
        Require(
            !isOrdered || created.All(p => places.TakeWhile(o => o < Ordinal(p)).All(o =>
                before.Any(b => Ordinal(b) == o && b.IsAvailable))),
            "SS-2", () => "a pod is created before those below are available");
        Require(gone.All(p => !p.IsHooked), "SS hooks", () => "a pod is deleted that a hook holds");
        Require(
            updated.All(p => !p.HasGate || p.IsHeldUnready), "SS in place", () => "an image changes in a ready pod");

        int Position(PodFact pod) => places.IndexOf(Ordinal(pod)) + 1;

        // What was marked before it became too many, and is let go now, does not go for being too many.
        var surplus = gone.Count(p => Position(p) == 0 && !(p.IsMarked && p.IsPreparing));
        Require(
            !isOrdered || created.Length + surplus <= 1,
            "SS-2", () => $"{created.Length} are created and {surplus} too many deleted at once");
        var replaced = gone.Concat(updated)
            .Where(p => Position(p) > 0 && !p.IsMarked && !p.IsPreparing).ToArray();
        Require(replaced.Length == 0 || !isOnDelete, "SS-8", () => "pods are updated that are to be left alone");
        Require(
            !isOnDelete || !IsObserved || created.All(p => p.Revision == target),
            "SS-8", () => "a pod is created old, and nobody holds it there");
        Require(
            !IsObserved || InOrder(before, after, target, places.RemoveRange(0, Math.Min(partition, places.Length))),
            "SS-6", () => "a pod is updated before those above it");
        SeeDoomed(before, after, places);
        SeeClaims(spec, places, gone);
        Require(
            spec["lifecycle"]!["inPlaceUpdate"] is null || updated.All(p => !p.HasTraffic),
            "SS hooks", () => "an image changes that a hook holds");
        Require(
            replaced.All(p => Position(p) > partition),
            "SS-4", () => "a pod below the partition is replaced");
        Require(
            replaced.Length == 0 || (bool?)rolling["paused"] != true, "SS-7", () => "a paused set updates");
        Require(
            isOnDelete || whole.Count == 0 || target is null || created.All(p =>
                Position(p) > partition || whole.Contains(p.Revision) || p.Revision != target),
            "SS-5", () => "a pod below the partition is created new");
        SeeAvailable(before, gone.Concat(updated).ToArray(), places, rolling);
    }

    /// <summary>Where an available pod is taken out of use for its update, so are all those above it that are old and
    /// available: none is passed over. Broken ones are mended wherever they stand.</summary>
    private static bool InOrder(
        ImmutableArray<PodFact> before, ImmutableArray<PodFact> after, string? target, ImmutableArray<int> targets)
    {
        var old = before.Where(p => p is { IsAvailable: true, IsMarked: false } && p.Revision != target
            && targets.Contains(Ordinal(p))).ToArray();
        var taken = old.Where(p => after.All(n => n.Uid != p.Uid || !n.IsAvailable)).Select(Ordinal).ToArray();
        return taken.Length == 0 || old.Count(p => Ordinal(p) >= taken.Min()) == taken.Length;
    }

    /// <summary>Claims outlive their pods, unless the set says otherwise of pods that it is scaled by.</summary>
    private void SeeClaims(JsonNode spec, ImmutableArray<int> places, PodFact[] gone)
    {
        var lost = claims.Except(World.Claims.Keys).ToArray();
        var isDropping = (string?)spec["persistentVolumeClaimRetentionPolicy"]?["whenScaled"] == "Delete";
        Require(
            lost.All(claim => isDropping
                && (doomed.Contains(claim) || places.All(place => claim != $"data-s-{place}"))),
            "SS-9", () => $"{string.Join(' ', lost)} is lost");
        Require(
            !isDropping || gone.All(p => places.Contains(Ordinal(p)) || IsFreeOrOwned(p)),
            "SS-9", () => "a pod that the set is scaled by goes without its claim");
        claims = [.. World.Claims.Keys];
    }

    /// <summary>A pod that is going has no claim, or one that goes with it.</summary>
    private bool IsFreeOrOwned(PodFact pod) => !World.Claims.TryGetValue($"data-{pod.Name}", out var claim)
        || claim["metadata"]!["deletionTimestamp"] is not null
        || (claim["metadata"]!["ownerReferences"] as JsonArray ?? []).Any(o => (string?)o!["uid"] == pod.Uid);

    /// <summary>Remembers the claims of pods that went while their places were not wanted: they go too, also where the
    /// places are wanted again.</summary>
    private void SeeDoomed(ImmutableArray<PodFact> before, ImmutableArray<PodFact> after, ImmutableArray<int> places)
    {
        bool Goes(PodFact pod, ImmutableArray<PodFact> pods) => pods.All(p => p.Uid != pod.Uid || !p.IsActive);
        doomed.ExceptWith(before.Where(p => p.IsActive).Select(p => $"data-{p.Name}"));
        doomed.UnionWith(unwanted.Where(p => Goes(p, before)).Select(p => $"data-{p.Name}"));
        unwanted = [.. after.Where(p => !places.Contains(Ordinal(p)))];
        doomed.UnionWith(unwanted.Where(p => Goes(p, after)).Select(p => $"data-{p.Name}"));
    }

    /// <summary>Remembers the last revisions that every wanted pod had at once, and was ready, when a status was
    /// written.</summary>
    private void SeeWhole(ImmutableArray<PodFact> pods, ImmutableArray<int> places)
    {
        var revisions = pods.Where(p => p.IsReady).Select(p => p.Revision).Distinct().ToArray();
        if (revisions is [{ } one] && pods.Length == places.Length && pods.All(p => p.IsReady)
            && one == (string?)World.Set["status"]?["updateRevision"] && !whole.TakeLast(1).Contains(one))
        {
            whole = [.. whole.TakeLast(2), one];
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
        Require(
            Spec["volumeClaimTemplates"] is null || pods.All(p => World.Claims.ContainsKey($"data-{p.Name}")),
            "SS-9", () => "a pod has no claim");
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

        var first = (int?)spec["ordinals"]?["start"] ?? 0;
        return [.. Enumerable.Range(first, 100).Where(o => !taken.Contains(o)).Take((int)spec["replicas"]!)];
    }

    private static int Share(JsonNode value, int of)
    {
        var text = value.ToString();
        var number = int.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture);
        return text.EndsWith('%') ? number * of / 100 : number;
    }
}
