namespace Fairway.Twin.Storage;

/// <summary>
/// Everything that readers may see, of all resources at one revision. Immutable; the newest one hangs on one reference,
/// so that what is read together belongs together.
/// </summary>
/// <param name="Revision">The cluster's newest durable revision.</param>
/// <param name="Floor">Events of this revision and before are gone, in every resource.</param>
/// <param name="States">By the index of the shard; a shard beyond the end has not been written yet.</param>
internal sealed record Snapshot(long Revision, long Floor, ShardState[] States)
{
    public ShardState Of(Shard? shard) =>
        shard is not null && shard.Index < States.Length ? States[shard.Index] : ShardState.Empty;

    public long CompactedOf(Shard? shard) => Math.Max(Floor, Of(shard).Compacted);
}

/// <summary>What readers may see of one resource.</summary>
/// <param name="Objects">The objects.</param>
/// <param name="Events">The history that is kept.</param>
/// <param name="Compacted">Events of this revision and before are gone.</param>
internal sealed record ShardState(ObjectSet Objects, EventRun Events, long Compacted)
{
    public static ShardState Empty { get; } = new(ObjectSet.Empty, EventRun.Empty, 0);

    /// <summary>The objects as they were at a revision that has not been compacted.</summary>
    public ObjectSet ObjectsAt(long revision)
    {
        var later = Events.Events.Span[Events.CountUntil(revision)..];
        var objects = Objects;
        for (var i = later.Length - 1; i >= 0; i--)
        {
            objects = later[i].Previous is { } before ? objects.With(before) : objects.Without(later[i].Object.Key);
        }

        return objects;
    }

    /// <summary>Without the first events.</summary>
    public ShardState Without(int first) => first == 0
        ? this
        : this with { Events = Events.Without(first), Compacted = Events[first - 1].Revision };
}

/// <summary>Holds the newest <see cref="Snapshot"/>.</summary>
internal sealed class Published(Snapshot first)
{
    private volatile Snapshot newest = first;

    public Snapshot Newest
    {
        get => newest;
        set => newest = value;
    }
}
