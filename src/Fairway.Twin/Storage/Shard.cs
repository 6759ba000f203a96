namespace Fairway.Twin.Storage;

/// <summary>One resource of a cluster.</summary>
internal sealed class Shard
{
    private volatile ObjectSet head = ObjectSet.Empty;

    public Shard(string resource, int index, Published published)
    {
        Resource = resource;
        Index = index;
        Log = new EventLog(this, published);
    }

    public string Resource { get; }

    /// <summary>Place in <see cref="Snapshot.States"/>.</summary>
    public int Index { get; }

    public EventLog Log { get; }

    /// <summary>The newest decided objects; written under the lock of the cluster only.</summary>
    public ObjectSet Head
    {
        get => head;
        set => head = value;
    }
}
