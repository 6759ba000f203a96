using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Fairway.MetaDb.Records;
using Fairway.Schema.Digests;

namespace Fairway.MetaDb.Rows;

/// <summary>
/// The beginning of a digest of a record: SQLite does not notice when a disk changes the inside of a row, and a
/// rollback would act on it.
/// </summary>
internal static class RecordSeal
{
    private const int Size = 8;

    /// <param name="record">The record, its sequence too.</param>
    /// <param name="images">Its images, as they are stored.</param>
    public static byte[] Of(ComponentRecord record, string images)
    {
        var row = new ArrayBufferWriter<byte>(512);
        foreach (var text in new[] { record.ClusterId, record.Component, record.Version, images, record.ReleaseId })
        {
            Add(row, Encoding.UTF8.GetByteCount(text));
            Encoding.UTF8.GetBytes(text, row);
        }

        foreach (var number in new[] { record.Sequence, (long)record.Mark, record.Epoch, RecordRows.Time(record.At) })
        {
            Add(row, number);
        }

        foreach (var digest in new[] { record.VersionDigest, record.ValuesDigest, record.ManifestDigest })
        {
            Add(row, digest is null ? 0 : Digest.Size);
            row.Write(digest?.ToBytes());
        }

        Span<byte> hash = stackalloc byte[Digest.Size];
        SHA256.HashData(row.WrittenSpan, hash);
        return hash[..Size].ToArray();
    }

    private static void Add(ArrayBufferWriter<byte> row, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(row.GetSpan(sizeof(long)), number);
        row.Advance(sizeof(long));
    }
}
