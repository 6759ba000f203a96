using Fairway.Kube;

namespace Fairway.Twin.Storage;

/// <summary>One state of one object, as it went on the wire, with the small index beside it. Immutable.</summary>
public sealed class StoredObject(ObjectDraft draft, long revision)
{
    /// <summary>Namespace and name.</summary>
    public ObjectKey Key { get; } = draft.Key;

    /// <summary>metadata.uid.</summary>
    public string Uid { get; } = draft.Uid;

    /// <summary>The revision that wrote this state: metadata.resourceVersion.</summary>
    public long Revision { get; } = revision;

    /// <summary>Labels, for selectors.</summary>
    public LabelSet Labels { get; } = draft.Labels;

    /// <summary>Values of the resource's selectable fields, in the order of its table row.</summary>
    public IReadOnlyList<string> Fields { get; } = draft.Fields;

    /// <summary>The JSON.</summary>
    public StoredBytes Json { get; } = draft.Seal(revision);
}
