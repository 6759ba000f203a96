using Fairway.Kube.Caching;
using Fairway.Kube.Leases;
using Fairway.Kube.Objects;

namespace Fairway.Kube.Sharding;

/// <summary>The group's Leases: how they are named, what a replica sees in them, and what it writes.</summary>
internal sealed class ShardLeases
{
    private const string GroupLabel = "fairway.dev/shard-group";
    private const string RoleLabel = "fairway.dev/shard-role";
    private const string MemberRole = "member";
    private const string ShardRole = "shard";

    private readonly ShardOptions _options;
    private readonly LeaseSight _sight;
    private readonly LeaseWriter _writer;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, LeaseRecord> _written = new(StringComparer.Ordinal);

    public ShardLeases(IKubeApi api, ShardOptions options, KubeEnvironment environment)
    {
        _options = options;
        _sight = new LeaseSight(environment.Time);
        _writer = new LeaseWriter(api, environment.Time);
        var scope = new CacheScope(options.Namespace, $"{GroupLabel}={options.Group}");
        Cache = new ObjectCache<LeaseRecord>(
            api, KubeResources.Leases, LeaseJson.Default.LeaseRecord, environment, scope);
        Cache.Subscribe(change => _sight.Changed(change.Key.Name, change.New?.Value));
    }

    public ObjectCache<LeaseRecord> Cache { get; }

    /// <summary>The Lease that says that this replica lives.</summary>
    public LeaseOptions Member() => new()
    {
        Key = KeyOf(MemberRole, _options.Member),
        Holder = _options.Member,
        Duration = _options.Duration,
        RenewDeadline = _options.RenewDeadline,
        RenewPeriod = _options.RenewPeriod,
        Labels = Labels(MemberRole),
        DeleteWhenGivenUp = true,
        Family = _options.Group,
    };

    /// <summary>Members that hold their Lease, in order.</summary>
    public IReadOnlyList<SeenMember> Members() =>
    [
        .. OfRole(MemberRole)
            .Where(item => item.Value.Holder is not null)
            .Select(item => (Name: NameOf(MemberRole, item.Key), Lease: item.Value))
            .Select(member => new SeenMember(member.Name, member.Lease, LeftOf(member.Name))),
    ];

    public IReadOnlyDictionary<string, SeenClaim> Claims() => OfRole(ShardRole).ToDictionary(
        item => NameOf(ShardRole, item.Key),
        item => new SeenClaim(item.Value, item.Value.Holder is { } holder ? LeftOf(holder) : TimeSpan.Zero),
        StringComparer.Ordinal);

    /// <summary>Shards whose claim we have written, and whose write the cache does not show yet.</summary>
    public IReadOnlyList<string> Unseen()
    {
        lock (_lock)
        {
            return [.. _written.Where(written => !IsSeen(written.Key, written.Value)).Select(written => written.Key)];
        }
    }

    /// <summary>
    /// Writes us into the shard's Lease, which was <paramref name="seen"/> when that was decided; null where somebody
    /// else has changed it since. What the cache holds by now does not count: nobody has judged it.
    /// </summary>
    public async Task<LeaseRecord?> ClaimAsync(string shard, LeaseRecord? seen, CancellationToken cancel)
    {
        var options = Claim(shard);
        try
        {
            var claimed = seen is null
                ? await _writer.CreateAsync(options, cancel)
                : await _writer.TakeAsync(options, seen, cancel);
            Wrote(shard, claimed);
            return claimed;
        }
        catch (KubeApiException e) when (e.IsConflict || e.IsAlreadyExists || e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Gives the shard's Lease up, if it is still ours.</summary>
    public async Task ReleaseAsync(string shard, CancellationToken cancel)
    {
        var held = await _writer.FindAsync(KeyOf(ShardRole, shard), cancel);
        if (held?.Holder != _options.Member)
        {
            return;
        }

        Wrote(shard, await _writer.GiveUpAsync(Claim(shard), held, cancel) ?? held);
    }

    /// <summary>
    /// Deletes the Lease of a member in the version that has run out. A member that has renewed it since, seen by us or
    /// not, keeps it: false.
    /// </summary>
    public async Task<bool> BuryAsync(string member, LeaseRecord seen, CancellationToken cancel)
    {
        try
        {
            return await _writer.DeleteAsync(KeyOf(MemberRole, member), seen, cancel);
        }
        catch (KubeApiException e) when (e.IsConflict)
        {
            return false;
        }
    }

    private void Wrote(string shard, LeaseRecord lease)
    {
        lock (_lock)
        {
            _written[shard] = lease;
        }
    }

    private bool IsSeen(string shard, LeaseRecord written)
    {
        var seen = Cache.Find(KeyOf(ShardRole, shard))?.Version ?? ResourceVersion.None;
        var version = ResourceVersion.Parse(written.Metadata.ResourceVersion);
        return seen.IsAtLeast(version) || Cache.Reached.IsAtLeast(version);
    }

    private LeaseOptions Claim(string shard) => new()
    {
        Key = KeyOf(ShardRole, shard),
        Holder = _options.Member,
        Duration = _options.Duration,
        Labels = Labels(ShardRole),
    };

    private TimeSpan LeftOf(string member) => _sight.Left(KeyOf(MemberRole, member).Name, _options.Duration);

    private IEnumerable<CachedObject<LeaseRecord>> OfRole(string role) =>
        Cache.All.Where(item => item.Value.Metadata.Labels?.GetValueOrDefault(RoleLabel) == role);

    private ObjectKey KeyOf(string role, string name) => new(_options.Namespace, $"{_options.Group}-{role}-{name}");

    private string NameOf(string role, ObjectKey key) => key.Name[($"{_options.Group}-{role}-".Length)..];

    private Dictionary<string, string> Labels(string role) => new(StringComparer.Ordinal)
    {
        [GroupLabel] = _options.Group,
        [RoleLabel] = role,
    };
}
