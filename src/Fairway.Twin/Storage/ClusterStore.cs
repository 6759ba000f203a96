using System.Collections.Immutable;
using Fairway.Kube;

namespace Fairway.Twin.Storage;

/// <summary>
/// The objects of one cluster, with one revision counter and a history for watches. Writes are decided one after the
/// other under one lock, against the newest state; readers take no lock and see only what is durable. Whatever was
/// acknowledged before a read began is in it. Safe for any number of threads, and deterministic on one.
/// </summary>
public sealed class ClusterStore : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly StoreOptions options;
    private readonly Published published;
    private readonly Publisher publisher;
    private readonly GroupWriter? writer;
    private readonly WaitList revisions = new();
    private ImmutableDictionary<string, Shard> shards = ImmutableDictionary<string, Shard>.Empty;
    private long decided;
    private bool closing;

    /// <summary>Opens the store, with what its journal holds.</summary>
    /// <exception cref="StoreException">The journal cannot be opened; see <see cref="IStoreJournal.Open"/>.</exception>
    public ClusterStore(StoreOptions options)
    {
        this.options = options;
        var contents = options.Journal?.Open() ?? new JournalContents(options.FirstRevision, []);
        decided = Math.Max(options.FirstRevision, contents.Revision);
        published = new Published(new Snapshot(decided, decided, []));
        publisher = new Publisher(published, options);
        try
        {
            Load(contents.Objects);
            IsNew = contents is { Objects.Count: 0 } && contents.Revision <= options.FirstRevision;
            if (IsNew)
            {
                Begin(options.Seed);
            }
        }
        catch (StoreException)
        {
            options.Journal?.Dispose();
            throw;
        }

        revisions.Wake(decided);
        writer = options.Journal is { } journal ? new GroupWriter(gate, journal, MakeVisible, Withdraw) : null;
    }

    /// <summary>The newest durable revision of the cluster; 1 where nothing was ever written.</summary>
    public long Revision => published.Newest.Revision;

    /// <summary>Whether there was nothing before this opening, so that the store has begun with its seed.</summary>
    internal bool IsNew { get; }

    /// <summary>Whether the store takes no more writes.</summary>
    internal bool IsClosed => Volatile.Read(ref closing);

    /// <summary>The durable state of an object, or null where there is none.</summary>
    public StoredObject? Find(string resource, ObjectKey key) =>
        published.Newest.Of(ShardOf(resource)).Objects.Find(key);

    /// <summary>
    /// The newest decided state of an object, durable or not, or null: only to make the next write from.
    /// </summary>
    public StoredObject? Head(string resource, ObjectKey key) => ShardOf(resource)?.Head.Find(key);

    /// <summary>
    /// Decides a write at once and completes when the decision is durable, and so is the state that it was made on. In
    /// memory the task is complete when it is returned. Cancelling after the decision has no effect.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The write could not be made durable and does not count, or the store
    /// is closed.</exception>
    public Task<CommitResult> CommitAsync(StoreWrite write, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return Task.FromCanceled<CommitResult>(cancel);
        }

        Decided made;
        Pending? pending = null;
        lock (gate)
        {
            if (closing)
            {
                return Task.FromException<CommitResult>(new StoreUnavailableException("the store is closed"));
            }

            made = Decide(write);
            if (writer is null)
            {
                publisher.Publish([made]);
            }
            else if (made.Decision.Event is not null || made.Shard.Head != published.Newest.Of(made.Shard).Objects)
            {
                pending = new Pending(made);
                writer.Enqueue(pending);
            }
        }

        if (writer is null)
        {
            Wake([made]);
        }

        return pending?.Answer ?? Task.FromResult(made.Decision.Result);
    }

    /// <summary>
    /// Completes when all that was decided before is durable and seen by readers. Who refuses a write for what <see
    /// cref="Head"/> showed waits for it, lest a client be told of a state that a read does not show yet.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It could not be made durable and does not count, or the store is
    /// closed.</exception>
    public Task SettleAsync()
    {
        lock (gate)
        {
            if (writer is null || decided == published.Newest.Revision)
            {
                return Task.CompletedTask;
            }

            if (closing)
            {
                return Task.FromException(new StoreUnavailableException("the store is closed"));
            }

            var any = shards.Values.MinBy(static s => s.Index)!;
            var pending = new Pending(new Decided(any, new Decision(default, null, any.Head)));
            writer.Enqueue(pending);
            return pending.Answer;
        }
    }

    /// <summary>The same as <see cref="View"/>, to be compared by reference with what was seen before.</summary>
    internal ObjectSet Objects(string resource) => published.Newest.Of(ShardOf(resource)).Objects;

    /// <summary>All objects of a resource, at the newest durable revision.</summary>
    public StoreView View(string resource)
    {
        var seen = published.Newest;
        return new StoreView(seen.Of(ShardOf(resource)).Objects, seen.Revision);
    }

    /// <summary>All objects of a resource as they were at a revision.</summary>
    /// <exception cref="CompactedException">The history does not reach back so far.</exception>
    /// <exception cref="FutureRevisionException">The cluster has not reached the revision.</exception>
    public StoreView ViewAt(string resource, long revision)
    {
        // The snapshot first: a shard made after it has nothing in it, whereas one made before must not be missed.
        var seen = published.Newest;
        var shard = ShardOf(resource);
        if (revision > seen.Revision)
        {
            throw new FutureRevisionException(revision, seen.Revision);
        }

        var compacted = seen.CompactedOf(shard);
        if (revision < compacted)
        {
            throw new CompactedException(revision, compacted);
        }

        return new StoreView(seen.Of(shard).ObjectsAt(revision), revision);
    }

    /// <summary>
    /// Waits until the cluster has durably reached a revision; false where <paramref name="atMost"/> went by first.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled, or the store was closed.</exception>
    public Task<bool> WaitForRevisionAsync(long revision, TimeSpan atMost, CancellationToken cancel) =>
        revisions.WaitAsync(revision, atMost, options.Time, cancel);

    /// <summary>The history of a resource.</summary>
    public EventLog Events(string resource)
    {
        lock (gate)
        {
            return OpenShard(resource).Log;
        }
    }

    /// <summary>
    /// Forgets the history of a durable revision and everything before it; who still needs it gets a <see
    /// cref="CompactedException"/>.
    /// </summary>
    public void Compact(long before)
    {
        lock (gate)
        {
            publisher.Compact(before);
        }

        foreach (var log in Logs())
        {
            log.Wake(Math.Min(before, Revision));
        }
    }

    /// <summary>
    /// Forgets the history that is older than it must be, for a cluster to which nothing happens: else that is done in
    /// passing.
    /// </summary>
    public void ForgetOld()
    {
        lock (gate)
        {
            publisher.ForgetOld();
        }
    }

    /// <summary>
    /// Finishes what was decided, then cancels all who wait and closes the journal. Later writes are refused.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (closing)
            {
                return;
            }

            closing = true;
        }

        try
        {
            if (writer is not null)
            {
                await writer.DisposeAsync();
            }
        }
        finally
        {
            revisions.Close();
            foreach (var log in Logs())
            {
                log.Close();
            }
        }
    }

    private Decided Decide(StoreWrite write)
    {
        var shard = OpenShard(write.Resource);
        var decision = Decision.Of(write, shard.Head, decided + 1);
        if (decision.Event is not null)
        {
            decided++;
            shard.Head = decision.Objects;
        }

        return new Decided(shard, decision);
    }

    /// <summary>A group has become durable.</summary>
    private void MakeVisible(IReadOnlyList<Pending> group)
    {
        var made = group.Select(static p => p.Decided).ToArray();
        lock (gate)
        {
            publisher.Publish(made);
        }

        Wake(made);
        foreach (var pending in group)
        {
            pending.Complete();
        }
    }

    /// <summary>
    /// A group could not be made durable. What was decided after it was decided on top of it, so all of that goes too.
    /// The numbers of the revisions are not used again: they may have reached the disk.
    /// </summary>
    private void Withdraw(IReadOnlyList<Pending> group, StoreException why)
    {
        IReadOnlyList<Pending> later;
        lock (gate)
        {
            later = writer!.TakeAll();
            foreach (var shard in shards.Values)
            {
                shard.Head = published.Newest.Of(shard).Objects;
            }
        }

        foreach (var pending in group.Concat(later))
        {
            pending.Fail(why);
        }
    }

    private void Wake(ReadOnlySpan<Decided> made)
    {
        var newest = 0L;
        foreach (var one in made)
        {
            if (one.Decision.Event is { } happened)
            {
                newest = happened.Revision;
                one.Shard.Log.Wake(newest);
            }
        }

        revisions.Wake(newest);
    }

    private void Load(IReadOnlyList<JournalObject> held)
    {
        foreach (var group in held.GroupBy(static o => o.Resource, StringComparer.Ordinal))
        {
            var objects = ObjectSet.Of(group.Select(o => JournalReader.Read(o, options.FieldsOf)));
            if (objects.Count < group.Count() || group.Any(o => o.Revision > decided))
            {
                throw new StoreFormatException($"the stored {group.Key} contradict each other; restore the data");
            }

            OpenShard(group.Key).Head = objects;
        }

        ShowHeads();
    }

    /// <summary>A new store has what every store has.</summary>
    private void Begin(StoreSeed? seed)
    {
        if (seed is null)
        {
            return;
        }

        options.Journal?.Write(
        [
            .. seed.Objects.Select(static o => new JournalEntry(
                o.Resource, new StoreEvent(o.Object.Revision, StoreEventKind.Added, o.Object, null))),
        ]);
        foreach (var (resource, objects) in seed.Sets)
        {
            OpenShard(resource).Head = objects;
        }

        ShowHeads();
    }

    private void ShowHeads()
    {
        var states = shards.Values
            .OrderBy(static s => s.Index)
            .Select(static s => ShardState.Empty with { Objects = s.Head })
            .ToArray();
        published.Newest = published.Newest with { States = states };
    }

    private Shard OpenShard(string resource)
    {
        if (!shards.TryGetValue(resource, out var shard))
        {
            shard = new Shard(resource, shards.Count, published);
            shard.Log.Wake(published.Newest.Floor);
            Volatile.Write(ref shards, shards.Add(resource, shard));
        }

        return shard;
    }

    private Shard? ShardOf(string resource) => Volatile.Read(ref shards).GetValueOrDefault(resource);

    private IEnumerable<EventLog> Logs() =>
        Volatile.Read(ref shards).Values.OrderBy(static s => s.Index).Select(static s => s.Log);
}
