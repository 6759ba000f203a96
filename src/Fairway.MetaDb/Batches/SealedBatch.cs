using System.Collections.Immutable;
using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Gates;
using Fairway.MetaDb.Records;
using Fairway.Schema.Digests;

namespace Fairway.MetaDb.Batches;

/// <summary>
/// A batch that was checked, named and turned to bytes, by the caller: what is left to do under the store's lock is to
/// write it.
/// </summary>
internal sealed record SealedBatch(
    IReadOnlyList<SealedContent> Contents,
    IReadOnlyList<RecordWrite> Records,
    IReadOnlyList<SealedEvidence> Evidence,
    IReadOnlyList<byte[]> Audit)
{
    /// <exception cref="ArgumentException">Something in it cannot be recorded.</exception>
    public static SealedBatch Of(MetaDbBatch batch) => new(
        [.. batch.Contents.Select(Seal)],
        [.. batch.Records.Select(Seal)],
        [.. batch.Evidence.Select(Seal)],
        [.. batch.Audit.Select(Seal)]);

    /// <summary>What the caller is told once it is stored.</summary>
    public MetaDbReceipt Receipt(IReadOnlyList<long> sequences, IReadOnlyList<AuditMark> marks) =>
        new([.. Contents.Select(one => one.Digest)], sequences, [.. Evidence.Select(one => one.Digest)], marks);

    private static SealedContent Seal(ReadOnlyMemory<byte> content) => content.Length <= Recordable.ContentLimit
        ? new SealedContent(Digest.Of(content.Span), content.ToArray())
        : throw new ArgumentException(
            $"content of {content.Length} bytes cannot be recorded: {Recordable.ContentLimit} is the limit",
            nameof(content));

    private static RecordWrite Seal(RecordWrite write)
    {
        var record = write.Record;
        Recordable.Name(record.ClusterId, "cluster id");
        Recordable.Name(record.Component, "component");
        Recordable.Text(record.Version, "version");
        Recordable.Text(record.ReleaseId, "release id");
        if (!Enum.IsDefined(record.Mark) || record.Epoch < 0 || write.ExpectedSequence < 0)
        {
            throw new ArgumentException(
                $"the record of {record.Pair} has mark {record.Mark}, epoch {record.Epoch} and expects sequence "
                + $"{write.ExpectedSequence}: a mark that there is, and numbers from 0, can be recorded",
                nameof(write));
        }

        var images = record.Images.ToImmutableSortedDictionary(
            image => Recordable.Text(image.Key, "name of an image"),
            image => Recordable.Text(image.Value, "tag of an image"),
            StringComparer.Ordinal);
        return write with { Record = record with { Images = images, At = RecordedTime.Kept(record.At) } };
    }

    private static SealedEvidence Seal(Evidence evidence)
    {
        Recordable.Text(evidence.Gate, "gate");
        Recordable.Text(evidence.Says, "sentence of the evidence");
        Recordable.Text(evidence.Subject.Release, "release id");
        _ = evidence.Subject.ClusterId is { } cluster ? Recordable.Name(cluster, "cluster id") : null;
        _ = evidence.Subject.Step is { } step ? Recordable.Text(step, "step") : null;
        if (!Enum.IsDefined(evidence.Decision))
        {
            throw new ArgumentException(
                $"the evidence of {evidence.Gate} decides {evidence.Decision}, which is nothing", nameof(evidence));
        }

        var json = Recordable.Json(EvidenceJson.Write(evidence), $"evidence of {evidence.Gate}");
        return new SealedEvidence(Digest.Of(json), evidence.Subject, json);
    }

    private static byte[] Seal(AuditEntry entry)
    {
        Recordable.Text(entry.Actor, "actor");
        Recordable.Text(entry.Verb, "verb");
        Recordable.Text(entry.Subject, "subject");
        Recordable.Text(entry.Reason, "reason");
        return Recordable.Json(AuditJson.Write(entry), $"audit entry of {entry.Actor}");
    }
}
