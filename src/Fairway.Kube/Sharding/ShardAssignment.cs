using Fairway.Kube.Leases;
using Fairway.Kube.Timing;

namespace Fairway.Kube.Sharding;

/// <summary>
/// Shares shards (clusters, say) among replicas: each shard is worked on by one replica at a time, chosen by rendezvous
/// hashing over the members that live. A shard changes hands only after its old owner has given it up, or has shown no
/// sign of life for so long that it must have stopped. See docs/decisions/0020-sharding-by-leases.md.
/// </summary>
public sealed class ShardAssignment(IKubeApi api, ShardOptions options, KubeEnvironment environment)
{
    private readonly Pulse _changed = new();
    private int _working;
    private volatile IReadOnlySet<string> _shards = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>Says which shards there are, from now on. Names are DNS labels.</summary>
    public void SetShards(IEnumerable<string> shards)
    {
        _shards = new SortedSet<string>(shards, StringComparer.Ordinal);
        _changed.Fire();
    }

    /// <summary>
    /// Takes part until cancelled; then stops all work, and gives up all shards. <paramref name="work"/> runs once a
    /// shard and term, and must end when cancelled; where it fails or ends by itself, it is begun again after a rest.
    /// </summary>
    public async Task RunAsync(Func<ShardTerm, CancellationToken, Task> work, CancellationToken cancel)
    {
        var leases = new ShardLeases(api, options, environment);
        using var watching = new CancellationTokenSource();
        using var shown = KubeMetrics.WatchShards(options.Group, () => Volatile.Read(ref _working));
        var watch = leases.Cache.RunAsync(watching.Token);
        using var changes = leases.Cache.Subscribe(_ => _changed.Fire());
        var member = new LeaseElection(api, leases.Member(), environment);
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                // The term of the member's own Lease: whenever it is lost, all work stops before it is sought again.
                await member.RunAsync((_, term) => TakePartAsync(leases, Counted(work), term), cancel);
            }
        }
        finally
        {
            watching.Cancel();
            await watch;
        }
    }

    private Func<ShardTerm, CancellationToken, Task> Counted(Func<ShardTerm, CancellationToken, Task> work) =>
        async (term, cancel) =>
        {
            Interlocked.Increment(ref _working);
            try
            {
                await work(term, cancel);
            }
            finally
            {
                Interlocked.Decrement(ref _working);
            }
        };

    private async Task TakePartAsync(
        ShardLeases leases, Func<ShardTerm, CancellationToken, Task> work, CancellationToken cancel)
    {
        var shards = new ShardWorkers(leases, options, environment, work, _changed);
        try
        {
            await leases.Cache.WaitForSyncAsync(cancel);
            while (true)
            {
                var changed = _changed.NextAsync(cancel);
                var plan = ShardPlanner.Plan(Observe(leases, shards));
                await shards.ActAsync(plan.Actions, cancel);
                var wait = shards.LookAgainIn(plan.LookAgainIn);
                await _changed.WithinAsync(changed, wait, environment.Time, cancel);
            }
        }
        finally
        {
            await shards.StopAllAsync();
        }
    }

    private ShardObservation Observe(ShardLeases leases, ShardWorkers shards)
    {
        var busy = new HashSet<string>(leases.Unseen(), StringComparer.Ordinal);
        busy.UnionWith(shards.Busy);
        return new ShardObservation(options.Member, _shards, leases.Members(), leases.Claims(), shards.Working, busy);
    }
}
