using Fairway.Kube;

namespace Fairway.Twin.Storage;

/// <summary>One state of one object, as it went on the wire, with the small index beside it. Immutable.</summary>
public sealed class StoredObject
{
    private readonly Guid uid;
    private readonly string? otherUid;

    /// <summary>Seals a draft with the revision that writes it.</summary>
    public StoredObject(ObjectDraft draft, long revision)
        : this(draft.Key, draft.Uid, revision, draft.Seal(revision))
    {
        Labels = draft.Labels;
        Fields = draft.Fields;
    }

    private StoredObject(StoredObject other, StoredBytes json)
    {
        (uid, otherUid) = (other.uid, other.otherUid);
        (Key, Revision, Labels, Fields, Json) = (other.Key, other.Revision, other.Labels, other.Fields, json);
    }

    internal StoredObject(ObjectKey key, string uid, long revision, StoredBytes json)
    {
        Key = new ObjectKey(key.Namespace is null ? null : SharedStrings.Share(key.Namespace), key.Name);
        Revision = revision;
        Json = json;
        if (!Guid.TryParseExact(uid, "D", out this.uid) || this.uid.ToString() != uid)
        {
            otherUid = uid;
        }
    }

    /// <summary>Namespace and name.</summary>
    public ObjectKey Key { get; }

    /// <summary>
    /// metadata.uid. Kept in 16 bytes where it is a UUID in lower case, as all that API servers make are.
    /// </summary>
    public string Uid => otherUid ?? uid.ToString();

    /// <summary>The revision that wrote this state: metadata.resourceVersion.</summary>
    public long Revision { get; }

    /// <summary>Labels, for selectors.</summary>
    public LabelSet Labels { get; internal init; } = LabelSet.Empty;

    /// <summary>Values of the resource's selectable fields, in the order of its table row.</summary>
    public IReadOnlyList<string> Fields { get; internal init; } = [];

    /// <summary>The JSON.</summary>
    public StoredBytes Json { get; }

    /// <summary>The same state as readers see it at one moment: with other JSON.</summary>
    internal StoredObject Showing(StoredBytes json) => new(this, json);
}
