using System.Security.Cryptography;
using System.Text;
using Fairway.MetaDb.Memory;
using Fairway.Simulation.Checkers;
using Fairway.Twin.Storage;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Fleets;

/// <summary>
/// A meta cluster, tenant clusters with their controllers and nodes, managers and tenant processes, all on one thread
/// from one seed; and the history of all that they write.
/// </summary>
internal sealed class Fleet
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private readonly IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly SortedDictionary<string, SimulatedCluster> tenants = new(StringComparer.Ordinal);
    private readonly List<Waiter> waiters = [];
    private readonly List<Task> started = [];

    /// <param name="loop">What it runs on.</param>
    /// <param name="isLight">Whether its tenants are scripted, and days are to pass: then watches are long, bookmarks
    /// rare, and only what looks at the meta cluster is checked.</param>
    public Fleet(SimulationLoop loop, bool isLight = false)
    {
        Loop = loop;
        IsLight = isLight;
        Faults = new Faults(loop);
        Story = new Story(this);
        Meta = Add(SimulatedCluster.Meta);
        Deaths = new Deaths(this);
        Checks = new Checks(this);
    }

    public bool IsLight { get; }

    public SimulationLoop Loop { get; }

    public Faults Faults { get; }

    public Story Story { get; }

    public Deaths Deaths { get; }

    public Checks Checks { get; }

    public SimulatedCluster Meta { get; }

    public InMemoryMetaDb Db { get; } = new();

    public Contents Contents { get; } = new();

    /// <summary>Told of each write, beside the checkers.</summary>
    public Action<Change> Told { get; set; } = _ => { };

    /// <summary>Warnings and errors of all processes.</summary>
    public LogLines Logs { get; } = new();

    public IEnumerable<SimulatedCluster> Tenants => tenants.Values;

    public DateTimeOffset Now => Loop.Time.GetUtcNow();

    /// <summary>How many objects were written so far.</summary>
    public long Changes { get; private set; }

    /// <summary>Digest of the whole history so far: two runs are the same where this is.</summary>
    public string HistoryDigest => Convert.ToHexStringLower(digest.GetCurrentHash());

    public SimulatedCluster Tenant(string id) => tenants[id];

    public SimulatedCluster? FindTenant(string id) => tenants.GetValueOrDefault(id);

    /// <summary>A new cluster, with nothing in it.</summary>
    public SimulatedCluster Add(string name)
    {
        var cluster = new SimulatedCluster(
            name,
            Loop.Time,
            Loop.Seed.Chance($"uids of {name}"),
            (author, resource, one) => See(name, author, resource, one),
            IsLight ? TimeSpan.FromHours(12) : null);
        if (name != SimulatedCluster.Meta)
        {
            tenants[name] = cluster;
        }

        return cluster;
    }

    /// <summary>Runs something that is not to end before the simulation does; where it fails, so does the
    /// simulation.</summary>
    public void Start(Func<Task> work) => started.Add(work());

    /// <summary>One of our processes has written; true where it is not to hear of it.</summary>
    public bool Wrote(SimulatedProcess process, string what) =>
        Processes.IsOurs(process.Name) && Deaths.Wrote(process, what);

    /// <summary>Waits until something is so, which is looked at after every write.</summary>
    public async Task UntilAsync(Func<bool> wanted, string what, TimeSpan longest)
    {
        ThrowIfBroken();
        if (wanted())
        {
            return;
        }

        // Completed on the loop and by the loop: an asynchronous one would complete what waits for either of several
        // tasks on another thread.
        var waiter = new Waiter(wanted, new TaskCompletionSource());
        waiters.Add(waiter);
        var limit = Now + longest;
        while (!waiter.Done.Task.IsCompleted)
        {
            ThrowIfBroken();
            if (Now >= limit)
            {
                throw new SimulationException($"not within {longest}: {what}");
            }

            await Task.WhenAny(waiter.Done.Task, PassAsync(Look));
        }
    }

    public Task PassAsync(TimeSpan time) => Task.Delay(time, Loop.Time);

    public Task PassAsync(int seconds) => PassAsync(TimeSpan.FromSeconds(seconds));

    private void ThrowIfBroken()
    {
        if (started.Find(task => task.IsFaulted) is { } broken)
        {
            throw new SimulationException($"a process ended by itself: {broken.Exception!.InnerException}");
        }
    }

    private void See(string cluster, string author, string resource, StoreEvent one)
    {
        var json = SimulatedCluster.Read(one.Object.Json);
        var before = one.Previous is { } previous ? SimulatedCluster.Read(previous.Json) : null;
        var change = new Change(++Changes, Now, cluster, resource, one.Object.Key, one.Kind, json, before, author);
        digest.AppendData(Encoding.UTF8.GetBytes($"{change}\n"));
        digest.AppendData(one.Object.Json.Span);
        Story.Tell(change);
        Checks.See(change);
        Told(change);
        foreach (var waiter in waiters.Where(waiter => waiter.Wanted()).ToList())
        {
            waiters.Remove(waiter);
            Loop.Post(static state => ((Waiter)state!).Done.TrySetResult(), waiter);
        }
    }

    private sealed record Waiter(Func<bool> Wanted, TaskCompletionSource Done);
}
