using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.DaemonSets;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>A random history of an Advanced DaemonSet.</summary>
internal sealed class DaemonSetHistory : History
{
    public DaemonSetHistory(int seed)
        : base(seed)
    {
        MinReady = Roll(1) * 3;
        var type = Random.Next(2) == 0 ? "Standard" : "InPlaceIfPossible";
        World.Set = (JsonObject)JsonNode.Parse(
            $$$$"""
            {"metadata":{"name":"s","namespace":"default","uid":"set","generation":1,"labels":{}},
             "spec":{"minReadySeconds":{{{{MinReady}}}},"selector":{"matchLabels":{"app":"s"}},
              "lifecycle":{"preDelete":{"labelsHandler":{"hold":"yes"}}},
              "template":{"metadata":{"labels":{"app":"s"}},"spec":{"containers":[{"name":"c","image":"app:0"}]}},
              "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"rollingUpdateType":"{{{{type}}}}",
               "maxUnavailable":1,"partition":{{{{Roll(3)}}}} } } } }
            """)!;
        if (type == "Standard" && Random.Next(3) == 0)
        {
            World.Edit(spec => Surge(spec, 1));
        }

        for (var node = 0; node < 2 + Roll(4); node++)
        {
            AddNode(node);
        }
    }

    private JsonNode Rolling => World.Set["spec"]!["updateStrategy"]!["rollingUpdate"]!;

    /// <summary>The set as the planner is shown it.</summary>
    public Func<AdvancedDaemonSetView, AdvancedDaemonSetView> Shows { get; init; } = static set => set;

    protected override Decided Plan()
    {
        var plan = AdvancedDaemonSetPlanner.Plan(new AdvancedDaemonSetObservation(
            Shows(World.View(World.Set, AdvancedDaemonSetView.Read)), World.Now)
        {
            Nodes = [.. World.Nodes.Values.Select(n => World.View(n, NodeView.Read))],
            Pods = [.. Shown.Select(p => World.View(p, PodView.Read))],
            Revisions = [.. World.Revisions.Values.Select(r => World.View(r, RevisionView.Read))],
        });
        return new Decided(plan.Actions, plan.Status.ToJson());
    }

    protected override void Edit()
    {
        switch (Random.Next(7))
        {
            case 0:
                World.Edit(spec => Of(spec)["partition"] =
                    Random.Next(2) == 0 ? Roll(6) : $"{Roll(10) * 10}%");
                break;
            case 1 when Surge(World.Set) == 0:
                World.Edit(spec => Of(spec)["maxUnavailable"] =
                    Random.Next(2) == 0 ? 1 + Roll(2) : $"{10 + (Roll(9) * 10)}%");
                break;
            case 2:
                World.Edit(spec => Of(spec)["paused"] = Random.Next(2) == 0);
                break;
            case 3:
                AddNode(World.Nodes.Count + Random.Next(3));
                break;
            case 4 when World.Nodes.Count > 2:
                RemoveNode(World.Nodes.Keys.ElementAt(Random.Next(World.Nodes.Count)));
                break;
            case 5:
                World.Edit(spec => Of(spec)["selector"] = Random.Next(2) == 0
                    ? null
                    : JsonNode.Parse("""{"matchLabels":{"even":"yes"}}"""));
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
            Of(spec)["selector"] = null;
        });
    }

    protected override void Check(ImmutableArray<PodFact> before, ImmutableArray<PodFact> after, JsonObject set)
    {
        var (was, now) = (before.Where(p => p.IsActive).ToArray(), after.Where(p => p.IsActive).ToArray());
        var rolling = Of(set["spec"]!);
        var nodes = World.Nodes.Count;
        var target = (string?)World.Set["status"]?["updateRevision"];
        var updated = was.Where(o => now.Any(n => n.Uid == o.Uid && n.Image != o.Image)).ToArray();
        var gone = was.Where(o => now.All(n => n.Uid != o.Uid)).ToArray();
        var surge = Surge(set);

        foreach (var there in now.Where(p => World.Nodes.ContainsKey(p.Node ?? "")).GroupBy(p => p.Node))
        {
            Require(
                there.Count() <= Math.Max(was.Count(p => p.Node == there.Key), surge > 0 ? 2 : 1),
                "DS-1", () => $"{there.Count()} pods on {there.Key}");
        }

        Require(gone.All(p => !p.IsHooked), "DS-8", () => "a pod is deleted that a hook holds");
        Require(updated.All(p => !p.HasGate || p.IsHeldUnready), "DS-7", () => "an image changes in a ready pod");
        if (target is null || target != (string?)set["status"]?["updateRevision"] || !IsObserved)
        {
            return;
        }

        // Old pods that go or change, and are neither surplus on their node nor let go of after they were held.
        var touched = gone.Concat(updated).Where(p => p.Revision != target && !p.IsPreparing && p.Node is not null
            && World.Nodes.ContainsKey(p.Node) && was.Count(o => o.Node == p.Node) == 1).ToArray();
        var old = was.Where(p => p.Revision != target && !p.IsPreparing && p.Node is not null
                && World.Nodes.ContainsKey(p.Node))
            .Select(p => p.Node).Distinct().Count(node => !was.Any(p => p.Node == node && p.Revision == target));
        var kept = Math.Min(nodes, Share(rolling["partition"], nodes, up: false));
        Require(
            touched.Length <= Math.Max(0, old - kept),
            "DS-2", () => $"{touched.Length} of {old} old pods make way, and {kept} are to stay");
        Require((bool?)rolling["paused"] != true || touched.Length == 0, "DS-6", () => "a paused set updates");
        Require(
            rolling["selector"] is null || touched.All(p => p.Node!.EndsWith('e')),
            "DS-4", () => "a node is updated that is not selected");
        SeeAvailable(was, touched, rolling, nodes);
        SeeSurge(was, now, target, Math.Min(surge, nodes));
    }

    /// <summary>Where a node has two, the old one that serves goes only when the new one does.</summary>
    private void SeeSurge(PodFact[] was, PodFact[] now, string target, int surge)
    {
        if (surge == 0)
        {
            return;
        }

        var lost = was.Where(p => p.IsAvailable && p.Revision != target && World.Nodes.ContainsKey(p.Node ?? "")
            && now.All(n => n.Uid != p.Uid));
        Require(
            lost.All(p => was.Any(o => o.Node == p.Node && o.Uid != p.Uid && o.IsAvailable)),
            "DS-5", () => "an old pod goes before the new one serves");
        Require(
            Beside(now, target) <= Math.Max(Beside(was, target), surge),
            "DS-5", () => $"{Beside(now, target)} nodes surge, and {surge} may");
    }

    private static int Beside(PodFact[] pods, string target) => pods.GroupBy(p => p.Node).Count(node =>
        node.Any(p => p.IsAvailable && p.Revision != target)
        && node.Any(p => p is { IsAvailable: false, IsPreparing: false } && p.Revision == target));

    private void SeeAvailable(PodFact[] was, PodFact[] touched, JsonNode rolling, int nodes)
    {
        var limit = Surge(World.Set) > 0 ? 0 : Math.Max(1, Share(rolling["maxUnavailable"], nodes, up: true));
        int Served(IEnumerable<PodFact> pods) => pods.Where(p => p.IsAvailable && World.Nodes.ContainsKey(p.Node!))
            .Select(p => p.Node).Distinct().Count();
        var left = Served(was.Except(touched));
        Require(
            left >= Math.Min(Served(was), nodes - limit),
            "DS-3", () => $"{left} of {Served(was)} served nodes are left, and {limit} of {nodes} may be without");
    }

    protected override void CheckEnd(ImmutableArray<PodFact> pods)
    {
        var active = pods.Where(p => p.IsActive).ToArray();
        var nodes = World.Nodes.Count;
        var status = World.Set["status"]!;
        var kept = Math.Min(nodes, Share(Rolling["partition"], nodes, up: false));
        var old = active.Count(p => p.Revision != (string?)status["updateRevision"]);
        Require(
            active.Select(p => p.Node).Order(StringComparer.Ordinal).SequenceEqual(World.Nodes.Keys),
            "DS liveness", () => "not one pod on every node");
        Require(old <= kept, "DS liveness", () => $"{old} are old, and {kept} are to stay");
        Require(
            ((long?)status["numberAvailable"] ?? 0) == active.Count(p => p.IsAvailable),
            "DS status", () => "available");
        Require((int?)status["updatedNumberScheduled"] == nodes - old, "DS status", () => "updated");
    }

    private static JsonNode Of(JsonNode spec) => spec["updateStrategy"]!["rollingUpdate"]!;

    private static void Surge(JsonNode spec, int surge)
    {
        Of(spec)["maxSurge"] = surge;
        ((JsonObject)Of(spec)).Remove("maxUnavailable");
    }

    private static int Surge(JsonObject set) => (int?)Of(set["spec"]!)["maxSurge"] ?? 0;

    private void AddNode(int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"n{number}{(number % 2 == 0 ? "e" : "o")}");
        World.Nodes.TryAdd(name, (JsonObject)JsonNode.Parse(
            $$$$"""
            {"metadata":{"name":"{{{{name}}}}","labels":{"even":"{{{{(number % 2 == 0 ? "yes" : "no")}}}}"} } }
            """)!);
    }

    private void RemoveNode(string name)
    {
        World.Nodes.Remove(name);
        foreach (var pod in World.Pods.Where(p => PodFact.NodeOf(p.Value) == name).ToArray())
        {
            World.Pods.Remove(pod.Key);
        }
    }

    private static int Share(JsonNode? value, int of, bool up)
    {
        var text = value?.ToString() ?? "0";
        var number = int.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture);
        var share = number * of / 100.0;
        return !text.EndsWith('%') ? number : (int)(up ? Math.Ceiling(share) : Math.Floor(share));
    }
}
