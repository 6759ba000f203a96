using Fairway.Kube;

namespace Fairway.Twin.Storage;

/// <summary>
/// A write of one object. Decided under the cluster's lock against the newest state, acknowledged once it is durable.
/// </summary>
public abstract record StoreWrite
{
    private StoreWrite(string resource, ObjectKey key)
    {
        Resource = resource;
        Key = key;
    }

    /// <summary>Storage name of the resource (<c>pods</c>, <c>deployments.apps</c>).</summary>
    public string Resource { get; }

    /// <summary>Which object.</summary>
    public ObjectKey Key { get; }

    /// <summary>Creates the object; refused where the key is taken.</summary>
    public sealed record Create(string Resource, ObjectDraft Draft) : StoreWrite(Resource, Draft.Key);

    /// <summary>
    /// Replaces the state that revision <paramref name="Expected"/> wrote; refused where there is a newer one or none.
    /// </summary>
    public sealed record Replace(string Resource, ObjectDraft Draft, long Expected) : StoreWrite(Resource, Draft.Key);

    /// <summary>
    /// Removes the state that revision <paramref name="Expected"/> wrote. <paramref name="Last"/> is what watchers are
    /// shown: the last state with the revision of the deletion.
    /// </summary>
    public sealed record Delete(string Resource, ObjectDraft Last, long Expected) : StoreWrite(Resource, Last.Key);
}

/// <summary>How a <see cref="StoreWrite"/> ended. Whatever it says was durable when it was said.</summary>
public enum CommitOutcome
{
    /// <summary>
    /// Written; the result holds the new state (of a deletion: the last one, with the deletion's revision).
    /// </summary>
    Committed,

    /// <summary>The key is taken; the result holds the state that is there.</summary>
    Exists,

    /// <summary>There is a newer state; the result holds it.</summary>
    Stale,

    /// <summary>There is no such object.</summary>
    Missing,
}

/// <summary>Outcome and the state that goes with it; null only for <see cref="CommitOutcome.Missing"/>.</summary>
public readonly record struct CommitResult(CommitOutcome Outcome, StoredObject? Object);
