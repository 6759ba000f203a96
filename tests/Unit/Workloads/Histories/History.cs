using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>
/// A random history of one set: people edit, pods are lost and fall ill, reconciles die between two writes. After each
/// reconcile its checks are made; at the end everything is let go well, and the set must come to rest as it says.
/// </summary>
internal abstract class History(int seed)
{
    private readonly List<Told> told = [];
    private IReadOnlyList<JsonObject> last = [];

    /// <summary>The planner's answer for the world as it is.</summary>
    protected sealed record Decided(IReadOnlyList<WorkloadAction> Actions, JsonObject Status);

    public PlainWorld World { get; } = new();

    /// <summary>Reconciles that were made.</summary>
    public int Reconciles { get; private set; }

    /// <summary>The first thing that was not as it must be; null for none.</summary>
    public string? Failure { get; private set; }

    /// <summary>Changes what is decided, to see whether that is noticed.</summary>
    public Func<PlainWorld, WorkloadAction[], IEnumerable<WorkloadAction>> Sabotage { get; init; } =
        static (_, actions) => actions;

    /// <summary>Changes the status that is decided, to see whether that is noticed.</summary>
    public Func<PlainWorld, JsonObject, JsonObject> StatusSabotage { get; init; } = static (_, status) => status;

    /// <summary>The planner is shown the pods as they were before its last writes, now and then.</summary>
    public bool SeesLate { get; init; }

    /// <summary>The status is that of the set as it is now.</summary>
    protected bool IsObserved =>
        (long?)World.Set["status"]?["observedGeneration"] == (long)World.Set["metadata"]!["generation"]!;

    protected Random Random { get; } = new(seed);

    /// <summary>The pods that the planner is shown.</summary>
    protected IReadOnlyList<JsonObject> Shown { get; private set; } = [];

    protected abstract Decided Plan();

    protected abstract void Edit();

    /// <summary>Makes the wishes of the end such as can be fulfilled.</summary>
    protected abstract void Relent();

    protected abstract void Check(ImmutableArray<PodFact> before, ImmutableArray<PodFact> after, JsonObject set);

    protected abstract void CheckEnd(ImmutableArray<PodFact> pods);

    protected int MinReady { get; init; }

    public void Run(int steps)
    {
        World.RefusesQuietly = SeesLate;
        for (var step = 0; step < steps && Failure is null; step++)
        {
            World.Pass(Random.Next(4));
            Trouble();
            for (var i = Random.Next(4); i > 0 && World.Pods.Count > 0; i--)
            {
                World.Step(APod());
            }

            if (Random.Next(2) == 0)
            {
                World.Collect();
            }

            Reconcile(Random.Next(12) == 0);
        }

        Settle();
    }

    protected void Require(bool holds, string rule, Func<string> what)
    {
        if (!holds)
        {
            Failure ??= $"{rule} (seed {seed}, reconcile {Reconciles}): {what()}\n{World.Set.ToJsonString()}\n"
                + $"{string.Join('\n', Facts())}\n{string.Join('\n', told.TakeLast(12))}";
        }
    }

    protected ImmutableArray<PodFact> Facts() =>
        [.. World.Pods.Values.Select(pod => PodFact.Of(pod, World.Now, MinReady))];

    protected int Roll(int most) => Random.Next(most + 1);

    protected string AnImage() => Random.Next(6) == 0 ? "broken" : $"app:{Random.Next(3)}";

    protected void SetImage(string image) =>
        World.Edit(spec => spec["template"]!["spec"]!["containers"]![0]!["image"] = image);

    private string APod() => World.Pods.Keys.ElementAt(Random.Next(World.Pods.Count));

    private void Trouble()
    {
        var what = Random.Next(40);
        if (what < 5)
        {
            Edit();
        }
        else if (World.Pods.Count > 0 && what < 16)
        {
            var pod = APod();
            switch (what)
            {
                case < 8:
                    World.Delete(pod);
                    break;
                case < 11 when World.Pods[pod]["status"] is not null:
                    World.Change(pod, p => p["status"]!["running"] = false);
                    World.SetReady(pod, false);
                    break;
                case 11 when World.Pods[pod]["status"] is not null:
                    World.Change(pod, p => p["status"]!["phase"] = "Failed");
                    break;
                case 12 or 13:
                    World.Change(pod, p => p["metadata"]!["labels"]!["apps.kruise.io/specified-delete"] = "true");
                    break;
                case 14:
                    World.Change(pod, p => p["metadata"]!["labels"]!["hold"] = "yes");
                    break;
                default:
                    World.Change(pod, p => ((JsonObject)p["metadata"]!["labels"]!).Remove("hold"));
                    break;
            }
        }
    }

    private sealed record Told(
        int Number, DateTimeOffset At, JsonObject Set, ImmutableArray<PodFact> Pods, WorkloadAction[] Actions)
    {
        public override string ToString() =>
            $"{Number} {At:mm:ss} {Set["spec"]!.ToJsonString()} {Set["status"]?.ToJsonString()}\n  "
            + string.Join("\n  ", Pods.Select(pod => pod.ToString())
                .Concat(Actions.Select(action => $"{action.GetType().Name}: {action.Reason}")));
    }

    private bool Reconcile(bool dies)
    {
        Reconciles++;
        var before = Facts();
        var set = World.Set;
        Shown = SeesLate && Random.Next(3) == 0 ? last : [.. World.Pods.Values];
        last = [.. World.Pods.Values];
        var planned = Plan();
        var decided = planned with { Status = StatusSabotage(World, planned.Status) };
        WorkloadAction[] actions = [.. Sabotage(World, [.. decided.Actions])];
        told.Add(new Told(Reconciles, World.Now, set, before, actions));
        foreach (var action in dies ? actions.Take(Random.Next(actions.Length + 1)) : actions)
        {
            World.Apply(action);
        }

        var changes = actions.Length > 0 || set["status"]?.ToJsonString() != decided.Status.ToJsonString();
        if (!dies)
        {
            World.Set = (JsonObject)set.DeepClone();
            World.Set["status"] = decided.Status.DeepClone();
        }

        Check(before, Facts(), set);
        return changes;
    }

    private void Settle()
    {
        Relent();
        foreach (var pod in World.Pods.Keys.ToArray())
        {
            World.Change(pod, p => ((JsonObject)p["metadata"]!["labels"]!).Remove("hold"));
        }

        var still = 0;
        for (var round = 0; round < 600 && Failure is null; round++)
        {
            World.Pass(2);
            foreach (var pod in World.Pods.Where(p => (string?)p.Value["status"]?["phase"] == "Failed").ToArray())
            {
                World.Delete(pod.Key);
            }

            var moved = World.Pods.Keys.ToArray().Select(World.Step).ToArray().Contains(true);
            moved |= World.Collect();
            moved |= Reconcile(dies: false);
            still = moved ? 0 : still + 1;
            if (still > 1 + MinReady)
            {
                Require(!Reconcile(dies: false), "quiet", () => "at rest something is written");
                CheckEnd(Facts());
                return;
            }
        }

        Require(false, "liveness", () => "the set does not come to rest");
    }
}
