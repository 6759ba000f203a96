using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.CloneSets;
using Fairway.Workloads.Pods;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>A random history of a CloneSet.</summary>
internal sealed class CloneSetHistory : History
{
    private List<string?> whole = [];

    private static readonly string[] Types = ["ReCreate", "InPlaceIfPossible", "InPlaceIfPossible", "OnDelete"];

    public CloneSetHistory(int seed)
        : base(seed)
    {
        MinReady = Roll(1) * 3;
        World.Set = (JsonObject)JsonNode.Parse(
            $$$$"""
            {"metadata":{"name":"s","namespace":"default","uid":"set","generation":1,"labels":{}},
             "spec":{"replicas":{{{{Roll(6)}}}},"minReadySeconds":{{{{MinReady}}}},
              "selector":{"matchLabels":{"app":"s"}},
              "lifecycle":{"preDelete":{"labelsHandler":{"hold":"yes"}}},
              "template":{"metadata":{"labels":{"app":"s","traffic":"yes"}},
               "spec":{"containers":[{"name":"c","image":"app:0"}]}},
              "updateStrategy":{"type":"{{{{Types[Random.Next(4)]}}}}","maxUnavailable":{{{{1 + Roll(2)}}}},
               "maxSurge":{{{{Roll(2)}}}},"partition":{{{{Roll(4)}}}} } } }
            """)!;
        if (Random.Next(3) == 0)
        {
            Spec["volumeClaimTemplates"] = JsonNode.Parse("""[{"metadata":{"name":"data"},"spec":{}}]""");
            Spec["scaleStrategy"] = new JsonObject { ["disablePVCReuse"] = Random.Next(3) == 0 };
        }

        if (Random.Next(3) == 0)
        {
            Spec["lifecycle"]!["inPlaceUpdate"] = JsonNode.Parse("""{"labelsHandler":{"traffic":"yes"}}""");
        }
    }

    /// <summary>Raising the partition brings pods back, as OpenKruise's gate has it.</summary>
    public bool RollsBack { get; init; }

    /// <summary>The set as the planner is shown it.</summary>
    public Func<CloneSetView, CloneSetView> Shows { get; init; } = static set => set;

    /// <summary>A pod as the planner is shown it.</summary>
    public Func<PodView, PodView> ShowsPod { get; init; } = static pod => pod;

    /// <summary>The planner does not know of <see cref="RollsBack"/>.</summary>
    public bool ForgetsRollback { get; init; }

    /// <summary>Counts as OpenKruise does, mistakes included.</summary>
    public bool KruiseExact { get; init; }

    private JsonNode Spec => World.Set["spec"]!;

    protected override Decided Plan()
    {
        var set = World.View(World.Set, CloneSetView.Read);
        var rollsBack = RollsBack && !ForgetsRollback;
        set = set with { Policy = set.Policy with { KruiseExact = KruiseExact, PartitionRollsBack = rollsBack } };
        var plan = CloneSetPlanner.Plan(new CloneSetObservation(Shows(set), World.Now)
        {
            Pods = [.. Shown.Select(p => ShowsPod(World.View(p, PodView.Read)))],
            Revisions = [.. World.Revisions.Values.Select(r => World.View(r, RevisionView.Read))],
            Claims = [.. World.Claims.Values.Select(c => World.View(c, LabelledView.Read))],
        });
        return new Decided(plan.Actions, plan.Status.ToJson());
    }

    protected override void Edit()
    {
        switch (Random.Next(6))
        {
            case 0:
                World.Edit(spec => spec["replicas"] = Roll(8));
                break;
            case 1:
                World.Edit(spec => spec["updateStrategy"]!["partition"] =
                    Random.Next(2) == 0 ? Roll(8) : $"{Roll(10) * 10}%");
                break;
            case 2:
                World.Edit(spec => spec["updateStrategy"]!["maxUnavailable"] =
                    Random.Next(2) == 0 ? 1 + Roll(3) : $"{10 + (Roll(9) * 10)}%");
                break;
            case 3:
                World.Edit(spec => spec["updateStrategy"]!["paused"] = Random.Next(2) == 0);
                break;
            case 4:
                World.Edit(spec => spec["updateStrategy"]!["maxSurge"] = Roll(3));
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
            var update = spec["updateStrategy"]!;
            update["paused"] = false;
            update["type"] = (string?)update["type"] == "OnDelete" ? "ReCreate" : (string?)update["type"];
            update["maxUnavailable"] = (int)spec["replicas"]! % 2 == 0 ? 1 : "10%";
        });
    }

    protected override void Check(ImmutableArray<PodFact> before, ImmutableArray<PodFact> after, JsonObject set)
    {
        var (was, now) = (before.Where(p => p.IsActive).ToArray(), after.Where(p => p.IsActive).ToArray());
        var replicas = (int)set["spec"]!["replicas"]!;
        var update = set["spec"]!["updateStrategy"]!;
        var isPaused = (bool?)update["paused"] == true;
        var (kept, surge) = (Kept(replicas, update["partition"]!), isPaused ? 0 : (int)update["maxSurge"]!);
        var status = World.Set["status"];
        var (target, current) = ((string?)status?["updateRevision"], (string?)set["status"]?["currentRevision"]);
        var updated = was.Where(o => now.Any(n => n.Uid == o.Uid && n.Image != o.Image)).ToArray();
        var marks = was.Where(o => !o.IsMarked && now.Any(n => n.Uid == o.Uid && n.IsMarked)).ToArray();
        var gone = was.Where(o => now.All(n => n.Uid != o.Uid)).ToArray();

        Require(
            isPaused || now.Length <= Math.Max(was.Length, replicas + surge),
            "CS-3", () => $"{now.Length} pods, {was.Length} before");
        Require(
            !isPaused || now.Length <= Math.Max(was.Length, replicas),
            "CS-5", () => "a paused set grows beyond its replicas");
        Require(!isPaused || updated.Length + marks.Length == 0, "CS-4", () => "a paused set updates");
        Require(
            gone.Length == 0 || (updated.Length == 0 && marks.Length == 0),
            "CS-10", () => "pods are deleted and updated at once");
        Require(gone.All(p => !p.IsHooked), "CS-13", () => "a pod is deleted that a hook holds");
        Require(updated.All(p => !p.HasGate || p.IsHeldUnready), "CS-12", () => "an image changes in a ready pod");
        Require(
            set["spec"]!["lifecycle"]!["inPlaceUpdate"] is null || updated.All(p => !p.HasTraffic),
            "CS-13", () => "an image changes that a hook holds");
        Require(
            World.Claims.Values.All(c => !IsGoing(c) || now.All(p => NameOf(c) != $"data-{p.Name}")),
            "claims", () => "a pod that stays loses its storage");
        SeeShare(replicas, update["partition"]!);
        if (IsObserved && target is not null && current is not null && target != current)
        {
            int New(PodFact[] pods) => pods.Count(p => p.Revision == target);
            var old = was.Count(p => p.Revision != target && !p.IsPreparing);

            // One that prepares to go is on its way, as one that is marked.
            int Staying(PodFact[] pods) => pods.Count(p => p.Revision == target && !p.IsMarked && !p.IsPreparing
                && !was.Any(o => o.Uid == p.Uid && o.IsPreparing));
            Require(
                Staying(now) <= Math.Max(Staying(was), replicas - kept),
                "CS-1", () => $"{New(now)} are new, and {kept} of {replicas} are to stay");
            Require(
                New(now) <= Math.Max(New(was), replicas - kept + surge), "CS-2", () => $"{New(now)} are new");
            Require(
                RollsBack || updated.Length + marks.Length <= Math.Max(0, old - kept),
                "CS-6", () => $"{updated.Length + marks.Length} are updated of {old} old ones");
        }

        SeeReplaced(was, now, (replicas, kept, surge));
        SeeAvailable(was, gone, update, replicas);
    }

    /// <summary>What replaces pods keeps as many old as are to stay, and makes no more: judged by what the set
    /// was the last times as a whole, not by what its status says of that.</summary>
    private void SeeReplaced(PodFact[] was, PodFact[] now, (int Replicas, int Kept, int Surge) wanted)
    {
        var target = (string?)World.Set["status"]?["updateRevision"];
        var created = now.Where(n => was.All(o => o.Uid != n.Uid)).ToArray();
        SeeWhole(was, wanted.Replicas);
        if (IsObserved && whole.Count > 0 && !whole.Contains(target))
        {
            var old = now.Count(p => p.Revision != target);
            Require(
                old >= wanted.Kept || created.All(p => p.Revision != target),
                "CS-15", () => $"a new pod is made, and {old} of {wanted.Kept} are old");
            Require(
                old <= wanted.Kept + wanted.Surge || created.All(p => p.Revision == target),
                "CS-15", () => $"an old pod is made, and {old} are old, and {wanted.Kept} are to stay");
        }

        SeeWhole(now, wanted.Replicas);
    }

    private void SeeWhole(PodFact[] pods, int replicas)
    {
        if (pods.Length > 0 && pods.Length == replicas
            && pods.Select(p => p.Revision).Distinct().ToArray() is [{ } one]
            && one == (string?)World.Set["status"]?["updateRevision"] && !whole.TakeLast(1).Contains(one))
        {
            whole = [.. whole.TakeLast(2), one];
        }
    }

    /// <summary>A share keeps a pod back, and lets one go.</summary>
    private void SeeShare(int replicas, JsonNode partition)
    {
        var status = World.Set["status"];
        if (partition.ToString().EndsWith('%') && replicas > 1 && IsObserved)
        {
            var kept = replicas - (int)status!["expectedUpdatedReplicas"]!;
            Require(partition.ToString() == "0%" || kept >= 1, "CS-11", () => $"{partition} keeps none");
            Require(partition.ToString() == "100%" || kept < replicas, "CS-11", () => $"{partition} keeps all");
        }
    }

    private void SeeAvailable(PodFact[] was, PodFact[] gone, JsonNode update, int replicas)
    {
        var isPaused = (bool?)update["paused"] == true;
        var surges = !isPaused && (int)update["maxSurge"]! > 0;
        var limit = Share(update["maxUnavailable"]!, replicas, up: !surges);
        var available = was.Count(p => p.IsAvailable);
        var left = available - gone.Count(p => p.IsAvailable);
        Require(
            left >= Math.Min(available, replicas - limit),
            "available", () => $"{left} of {available} available pods are left, {limit} of {replicas} may be missing");
    }

    protected override void CheckEnd(ImmutableArray<PodFact> pods)
    {
        var active = pods.Where(p => p.IsActive).ToArray();
        var replicas = (int)Spec["replicas"]!;
        var status = World.Set["status"]!;
        var kept = Kept(replicas, Spec["updateStrategy"]!["partition"]!);
        var old = active.Count(p => p.Revision != (string?)status["updateRevision"]);

        // Broken pods that the partition keeps use up what may be missing: then marked ones wait, and those that are to
        // be brought back.
        var isWell = active.All(p => p.Image != "broken");
        Require(active.Length == replicas || !isWell, "CS-7", () => $"{active.Length} pods of {replicas}");
        Require(old <= kept || !isWell, "CS-7", () => $"{old} are old, and {kept} are to stay");
        Require(
            active.All(p => p.IsAvailable || p.Image == "broken"), "CS-7", () => "a pod is not taken into use again");
        Require(
            !RollsBack || !isWell || old >= kept
                || (string?)status["currentRevision"] == (string?)status["updateRevision"],
            "CS-8", () => $"{old} are old, and {kept} are to be");
        Require((int)status["expectedUpdatedReplicas"]! == replicas - kept, "CS-9", () => "expected");
        Require((int)status["replicas"]! == active.Length, "CS-9", () => "replicas");
        Require((int)status["updatedReplicas"]! == active.Length - old, "CS-9", () => "updated");
        Require((int)status["availableReplicas"]! == active.Count(p => p.IsAvailable), "CS-9", () => "available");
        Require(
            World.Claims.Keys.Order(StringComparer.Ordinal).SequenceEqual(Spec["volumeClaimTemplates"] is null
                ? []
                : pods.Select(p => $"data-{p.Name}").Order(StringComparer.Ordinal)) || !isWell,
            "claims", () => $"{string.Join(' ', World.Claims.Keys)} are left");
        Require(World.Revisions.Count <= 12, "CS-14", () => $"{World.Revisions.Count} revisions");
    }

    private static bool IsGoing(JsonObject claim) => claim["metadata"]!["deletionTimestamp"] is not null;

    private static string NameOf(JsonObject claim) => (string)claim["metadata"]!["name"]!;

    private static int Kept(int replicas, JsonNode partition)
    {
        var kept = Math.Min(replicas, Share(partition, replicas, up: true));
        var isAll = partition.ToString() == "100%" || !partition.ToString().EndsWith('%');
        return kept == replicas && replicas > 1 && !isAll ? replicas - 1 : kept;
    }

    private static int Share(JsonNode value, int of, bool up)
    {
        var text = value.ToString();
        var number = int.Parse(text.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture);
        var share = number * of / 100.0;
        return !text.EndsWith('%') ? number : (int)(up ? Math.Ceiling(share) : Math.Floor(share));
    }
}
