using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Simulation.Fleets;
using Fairway.Simulation.Plans;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Faults;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Clusters;

/// <summary>A cluster on which a story is told: its processes, what users can do to it, and what can happen to
/// it.</summary>
internal sealed class ClusterRun
{
    public const int Nodes = 4;
    private const string User = "user";

    // The longest a cache is held back by one trouble, with room for several at once.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(4);

    private readonly List<Action> healing = [];
    private readonly List<Task> under = [];
    private JsonObject? machine;
    private readonly SortedSet<string> dark = new(StringComparer.Ordinal);
    private TimeSpan leaps;

    public ClusterRun(SimulationLoop loop, FaultPlan plan)
    {
        Board = new FaultBoard(plan, loop.Seed.Chance("faults"), loop.Time) { Told = what => World!.Say(what) };
        World = new World(loop)
        {
            Nodes = Nodes,
            Behaviours = Behaviours,
            Wire = (process, line) => new ProcessKubeApi(
                new FaultyKubeApi(line, Board, process.Name, World.Name)
                {
                    Crash = () => Crash(process),
                },
                process),
        };
        Excuse();
    }

    /// <summary>All controllers, but for the scheduler and the kubelets, which are processes of their own.</summary>
    public static IReadOnlyList<string> Processes { get; } = [World.Everything, "scheduler", "kubelets"];

    /// <summary>How pods behave, by their image.</summary>
    public static PodBehaviours Behaviours { get; } = new(
        [
            new PodBehaviourRule(new PodBehaviour { Ready = TimeSpan.FromSeconds(15) }, "slow:*"),
            new PodBehaviourRule(new PodBehaviour { BecomesReady = false }, "bad:*"),
            new PodBehaviourRule(new PodBehaviour { EndsAfter = TimeSpan.FromSeconds(4) }, "crash:*"),
            new PodBehaviourRule(new PodBehaviour { EndsAfter = TimeSpan.FromSeconds(2) }, "fail:*"),
            new PodBehaviourRule(Task(90), "task:long"),
            new PodBehaviourRule(Task(3), "task:*"),
        ],
        PodBehaviour.Default);

    public World World { get; }

    public FaultBoard Board { get; }

    public async Task StartAsync()
    {
        Board.IsOn = false;
        await World.StartAsync(World.Everything, one => IsOfScheduling(one.Name) || IsOfNodes(one.Name) ? null : one);
        await World.StartAsync("scheduler", one => IsOfScheduling(one.Name) ? one : null);
        await World.StartAsync("kubelets", one => IsOfNodes(one.Name) ? one : null);
        machine = Bare(World.All("nodes").First());
        foreach (var name in Manifests.Priorities)
        {
            await PostAsync(Manifests.PathOf("priorityclasses"), Manifests.PriorityClass(name));
        }

        Board.IsOn = true;
    }

    /// <summary>Whatever goes wrong stops, and what was held up goes on.</summary>
    public async Task HealAsync()
    {
        Board.IsOn = false;
        healing.ForEach(heal => heal());
        await System.Threading.Tasks.Task.WhenAll(under);
        World.Say("all is healed");
    }

    public Task PostAsync(string path, JsonNode body) => SendAsync("POST", path, body.ToJsonString());

    public Task PatchAsync(string path, string body) => SendAsync("PATCH", path, body);

    public Task DeleteAsync(string path, string? option = null, string value = "") => SendAsync(
        "DELETE", path, null, option is null ? [] : [new(option, value)]);

    public Task EvictAsync(string pod) => SendAsync("POST", $"{Manifests.PathOf("pods", pod)}/eviction", $$"""
        {"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"{{pod}}","namespace":"default"} }
        """);

    /// <summary>One more node, of the first one's kind.</summary>
    public async Task AddNodeAsync(string node)
    {
        var body = (JsonObject)machine!.DeepClone();
        body["metadata"]!["name"] = node;
        body["metadata"]!["labels"]!["kubernetes.io/hostname"] = node;
        await PostAsync(Manifests.PathOf("nodes"), body);
    }

    /// <summary>Nothing is heard of a node for a while, if it is there.</summary>
    public async Task DarkenAsync(string node, TimeSpan span)
    {
        dark.Add(node);
        await PostAsync(Manifests.PathOf("nodebehaviors"), Manifests.Darkness(node));
        _ = LaterAsync();

        async Task LaterAsync()
        {
            await World.PassAsync(span.TotalSeconds);
            await LightenAsync(node);
        }
    }

    /// <summary>All nodes are heard of again.</summary>
    public async Task LightenAsync()
    {
        foreach (var node in dark.ToArray())
        {
            await LightenAsync(node);
        }
    }

    public Task CordonAsync(string node, bool isCordoned) => PatchAsync(
        Manifests.PathOf("nodes", node), $$"""{"spec":{"unschedulable":{{(isCordoned ? "true" : "false")}} } }""");

    /// <summary>As kubectl does it: cordon, then evict all but daemons' pods.</summary>
    public async Task DrainAsync(string node)
    {
        await CordonAsync(node, true);
        foreach (var pod in Pods().Where(pod => (string?)pod["spec"]!["nodeName"] == node).ToArray())
        {
            if ((string?)pod["metadata"]!["ownerReferences"]?[0]?["kind"] != "DaemonSet")
            {
                await EvictAsync((string)pod["metadata"]!["name"]!);
            }
        }
    }

    /// <summary>The pod at a share of all, in the order of names; null where there is none.</summary>
    public string? PodAt(double share)
    {
        var names = Pods().Select(pod => (string)pod["metadata"]!["name"]!).ToArray();
        return names.Length == 0 ? null : names[(int)(share * names.Length)];
    }

    public Task Kill(string process)
    {
        if (!World[process].Life.IsDead)
        {
            World.Restart(process);
        }

        return System.Threading.Tasks.Task.CompletedTask;
    }

    public Task FreezeAsync(string process, TimeSpan span)
    {
        var life = World[process].Life;
        life.Freeze();
        return Under(span, life.Thaw);
    }

    public Task CutAsync(string process, TimeSpan span)
    {
        Board.Cut(process, "*");
        return Under(span, () => Board.Mend(process, "*"));
    }

    public Task HoldAsync(string process, string resource, TimeSpan span) =>
        Under(span, Board.Hold(process, "*", resource).Dispose);

    public Task Jump(string process, TimeSpan by)
    {
        var life = World[process].Life;
        life.JumpClock(by);
        healing.Add(() => life.JumpClock(-by));
        return System.Threading.Tasks.Task.CompletedTask;
    }

    /// <summary>The wall's clocks of all processes and of the API server.</summary>
    public Task JumpAll(TimeSpan by)
    {
        Leap(by);
        healing.Add(() => Leap(-by));
        return System.Threading.Tasks.Task.CompletedTask;
    }

    // What was so at a time by the wall's clock may be older now than it looks.
    private void Leap(TimeSpan by)
    {
        leaps += by.Duration();
        Excuse();
        World.Loop.Time.JumpWall(by);
    }

    private void Excuse() => World.Checks.Excuse(
        Lag + leaps, TimeSpan.Zero, TroubleDrawer.LargestJump * TroubleDrawer.Most);

    // Without what the API gives and what has happened to it.
    private static JsonObject Bare(JsonObject node) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["labels"] = node["metadata"]!["labels"]!.DeepClone(),
            ["annotations"] = node["metadata"]!["annotations"]?.DeepClone(),
        },
        ["status"] = node["status"]!.DeepClone(),
    };

    private IEnumerable<JsonObject> Pods() =>
        World.All("pods").Where(pod => (string?)pod["metadata"]!["namespace"] == "default");

    private async Task LightenAsync(string node)
    {
        if (dark.Remove(node))
        {
            await DeleteAsync(Manifests.PathOf("nodebehaviors", $"dark-{node}"));
        }
    }

    private static bool IsOfScheduling(string controller) =>
        controller.StartsWith("scheduler", StringComparison.Ordinal);

    private static bool IsOfNodes(string controller) => controller.StartsWith("kubelet", StringComparison.Ordinal);

    private static PodBehaviour Task(int seconds) =>
        new() { EndsAfter = TimeSpan.FromSeconds(seconds), ExitCode = 0 };

    private void Crash(SimulatedProcess process)
    {
        if (!process.IsDead)
        {
            World.Restart(process.Name);
        }
    }

    /// <summary>The end comes after a while, or with the healing.</summary>
    private Task Under(TimeSpan span, Action end)
    {
        var ended = false;
        healing.Add(Once);
        under.Add(LaterAsync());
        return System.Threading.Tasks.Task.CompletedTask;

        void Once()
        {
            if (!ended)
            {
                ended = true;
                end();
            }
        }

        async Task LaterAsync()
        {
            await World.PassAsync(span.TotalSeconds);
            Once();
        }
    }

    private async Task SendAsync(
        string method, string path, string? body, IReadOnlyList<KeyValuePair<string, string>>? query = null)
    {
        await System.Threading.Tasks.Task.Yield();
        var request = new KubeRequest
        {
            Method = method,
            Path = path,
            Query = query ?? [],
            UserAgent = User,
            ContentType = body is null ? null
                : method == "PATCH" ? "application/strategic-merge-patch+json" : "application/json",
            Body = body is null ? default : Encoding.UTF8.GetBytes(body),
        };
        var response = await World.Cluster.SendAsync(request, User);
        if (response.Status is 400 or >= 500)
        {
            var answer = Encoding.UTF8.GetString(response.Body);
            throw new SimulationException($"a user's {method} {path} {body} is answered {response.Status}: {answer}");
        }

        World.Say($"user: {method} {path} {response.Status}");
    }
}
