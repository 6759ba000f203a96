using System.Globalization;
using Fairway.Kube;

namespace Fairway.Twin.Storage;

/// <summary>
/// An object that is about to be committed: its JSON, complete but for the resourceVersion, which only the commit
/// knows.
/// </summary>
public sealed record ObjectDraft
{
    /// <summary>Namespace and name.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>metadata.uid.</summary>
    public required string Uid { get; init; }

    /// <summary>Labels, sorted by key (ordinal); for selectors.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;

    /// <summary>
    /// Values of the resource's selectable fields, in the order of its table row; empty where it has none.
    /// </summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>The JSON, with an empty string where the resourceVersion goes.</summary>
    public required byte[] Json { get; init; }

    /// <summary>Offset in <see cref="Json"/> at which the digits of the resourceVersion are put in.</summary>
    public required int RevisionAt { get; init; }

    /// <summary>The JSON with the revision put in.</summary>
    public StoredBytes Seal(long revision)
    {
        Span<byte> digits = stackalloc byte[20];
        revision.TryFormat(digits, out var count, default, CultureInfo.InvariantCulture);
        var sealedJson = new byte[Json.Length + count];
        Json.AsSpan(0, RevisionAt).CopyTo(sealedJson);
        digits[..count].CopyTo(sealedJson.AsSpan(RevisionAt));
        Json.AsSpan(RevisionAt).CopyTo(sealedJson.AsSpan(RevisionAt + count));
        return new StoredBytes(sealedJson, 0, sealedJson.Length);
    }
}
