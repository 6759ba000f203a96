using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Timing;
using Fairway.Simulation.Checkers;
using Fairway.Simulation.Checkers.Workloads;
using Fairway.Simulation.Fleets;
using Fairway.Simulation.Stories;
using Fairway.Twin.Timing;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Plans;

/// <summary>
/// One cluster in virtual time. Its controllers run in one process or in several, each of which can be killed, started
/// anew, blinded or given an old view of the cluster; every write is checked.
/// </summary>
internal sealed class World
{
    public const string Name = "cluster";

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestUnrest = TimeSpan.FromMinutes(40);

    private readonly SortedDictionary<string, WorldProcess> running = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> lives = new(StringComparer.Ordinal);
    private readonly List<(Func<Change, bool> Wanted, TaskCompletionSource Done)> waiting = [];
    private readonly List<Task> started = [];
    private readonly List<string> story = [];

    public World(SimulationLoop loop)
    {
        Loop = loop;
        Cluster = new SimulatedCluster(Name, loop.Time, loop.Seed.Chance("uids"), See);
        Mirror = new Mirror();
        Checks = new WorkloadChecks(Mirror, Fail, loop.Time);
    }

    public SimulationLoop Loop { get; }

    public SimulatedCluster Cluster { get; }

    public Mirror Mirror { get; }

    public WorkloadChecks Checks { get; }

    public LogLines Logs { get; } = new();

    /// <summary>Everything that was written, in order.</summary>
    public List<Change> History { get; } = [];

    /// <summary>What the checkers cried first; null for nothing.</summary>
    public string? Cry { get; private set; }

    /// <summary>Nodes that the cluster has from the start.</summary>
    public int Nodes { get; init; } = 3;

    public PodBehaviours Behaviours { get; init; } = PodBehaviours.WellBehaved;

    /// <summary>What lies between a process and its line: faults of a story.</summary>
    public Func<SimulatedProcess, IKubeApi, IKubeApi> Wire { get; init; } = static (_, line) => line;

    /// <summary>Told of each write of a process once it is committed, before its answer is.</summary>
    public Action<WorldProcess, KubeRequest> Wrote { get; set; } = (_, _) => { };

    /// <summary>Told of each event that a process's cache is about to get; another one in its place, or none.</summary>
    public Func<WorldProcess, string, WatchFrame, ValueTask<WatchFrame?>>? Delivering { get; set; }

    /// <summary>What happens to a process's calls instead of being sent; null for nothing.</summary>
    public Func<WorldProcess, KubeRequest, Func<KubeRequest, Task<KubeResponse>>, Task<KubeResponse>>? Calls
    {
        get; set;
    }

    public WorldProcess this[string process] => running[process];

    /// <summary>Starts a process of the controllers that <paramref name="shape"/> leaves in.</summary>
    public async Task StartAsync(
        string name, Func<ControllerDefinition, ControllerDefinition?> shape, OldView? view = null)
    {
        var life = lives[name] = lives.GetValueOrDefault(name) + 1;
        var process = running[name] = new WorldProcess(new SimulatedProcess(name, Loop.Time), shape, view);
        var environment = new KubeEnvironment(
            process.Life.Time, new Jitter(Loop.Seed.Chance($"{name}-{life}")), Logs) { Hooks = process };
        var behaviour = await ClusterBehaviour.StartAsync(
            Wire(process.Life, new WorldLine(this, process)),
            new ClusterBehaviourOptions(environment, Loop.Seed.Value)
            {
                Nodes = life == 1 && name == Everything ? Nodes : 0,
                Behaviours = Behaviours,
                Shape = shape,
                Resources = WorldResources.All,
            },
            CancellationToken.None);
        started.Add(behaviour.WaitForStopAsync());
    }

    /// <summary>The process with all controllers that have none of their own.</summary>
    public const string Everything = "kubernetes";

    /// <summary>A process dies at once, and comes again a second later.</summary>
    public void Restart(string name, OldView? view = null)
    {
        Say($"{name} dies");
        var process = running[name];
        process.Life.Kill();
        started.Add(AgainAsync());

        async Task AgainAsync()
        {
            await PassAsync(1);
            Say($"{name} starts again{(view is null ? "" : $", and sees revision {view.Revision}")}");
            try
            {
                await StartAsync(name, process.Shape, view);
            }
            catch (KubeApiException e)
            {
                // What a supervisor does with a program that does not come up.
                Say($"{name} does not start: {e.Message}");
                await AgainAsync();
            }
        }
    }

    public Task PassAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Loop.Time);

    /// <summary>Waits for a write; false where it does not come in time.</summary>
    public async Task<bool> UntilAsync(Func<Change, bool> wanted, TimeSpan longest)
    {
        // Completed on the loop: see Fleet.UntilAsync.
        var done = new TaskCompletionSource();
        waiting.Add((wanted, done));
        await Task.WhenAny(done.Task, Task.Delay(longest, Loop.Time));
        return done.Task.IsCompleted;
    }

    /// <summary>Waits until nothing is written any more.</summary>
    public async Task RestAsync()
    {
        var limit = Loop.Time.GetUtcNow() + LongestUnrest;
        for (var before = -1; before != History.Count;)
        {
            ThrowIfBroken();
            before = History.Count;
            if (Loop.Time.GetUtcNow() > limit)
            {
                throw new SimulationException($"no rest within {LongestUnrest}:\n{Tail}");
            }

            await Task.Delay(Rest, Loop.Time);
        }
    }

    public void Say(string what) => story.Add($"{Loop.Time.GetUtcNow():HH:mm:ss.fff} *** {what}");

    public string Tail => $"{string.Join('\n', story.TakeLast(Seeded.Told))}\nlogged:\n{Logs}";

    public JsonObject? Find(string resource, string name, string? ns = "default") =>
        Mirror.Find(Name, resource, ns, name);

    public IEnumerable<JsonObject> All(string resource) => Mirror.All(Name, resource);

    /// <summary>Fails where a process has ended by itself.</summary>
    public void ThrowIfBroken()
    {
        if (started.Find(task => task.IsFaulted) is { } broken)
        {
            throw new SimulationException($"a process ended by itself: {broken.Exception!.InnerException}\n{Tail}");
        }
    }

    private void Fail(string why)
    {
        Cry ??= why;
        Loop.Fail($"{why}\n{Tail}");
    }

    private void See(string author, string resource, StoreEvent one)
    {
        var json = SimulatedCluster.Read(one.Object.Json);
        var before = one.Previous is { } previous ? SimulatedCluster.Read(previous.Json) : null;
        var now = Loop.Time.GetUtcNow();
        var change = new Change(
            History.Count + 1, now, Name, resource, one.Object.Key, one.Kind, json, before, author);
        History.Add(change);
        story.Add($"{change}{WorldStory.Of(change)}");
        Mirror.See(change);
        Checks.See(change);
        foreach (var waiter in waiting.Where(waiter => waiter.Wanted(change)).ToList())
        {
            waiting.Remove(waiter);
            Loop.Post(static state => ((TaskCompletionSource)state!).TrySetResult(), waiter.Done);
        }
    }
}
