using System.Collections.Immutable;
using System.Data.Common;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Merge.Values;
using Fairway.MetaDb.Records;
using Fairway.Schema.Digests;

namespace Fairway.MetaDb.Rows;

/// <summary>Records as columns, and back.</summary>
internal sealed class RecordRows
{
    /// <summary>How many columns a record has beside its pair.</summary>
    public const int Width = 11;

    private const int SharedImages = 1000;

    // Many records name the same images: the pairs of one component, and the marks of one pair.
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> images = new(StringComparer.Ordinal);

    /// <summary>Their names, of a table with this alias.</summary>
    public static string Columns(string alias) =>
        $"{alias}.sequence, {alias}.version, {alias}.version_digest, {alias}.values_digest, {alias}.manifest_digest, "
        + $"{alias}.images, {alias}.release, {alias}.epoch, {alias}.at, {alias}.mark, "
        + $"{alias}.seal";

    public static string Images(ComponentRecord record) =>
        CanonicalJson.Text(
            new JsonObject(record.Images.Select(image => KeyValuePair.Create(image.Key, (JsonNode?)image.Value))));

    /// <summary>Microseconds since 1970.</summary>
    public static long Time(DateTimeOffset at) =>
        (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The record whose columns begin here; null where a join found none.</summary>
    /// <exception cref="FormatException">It is not what was written.</exception>
    public ComponentRecord? Read(DbDataReader row, int at, PairKey pair)
    {
        if (row.IsDBNull(at))
        {
            return null;
        }

        var tags = row.GetString(at + 5);
        var record = new ComponentRecord
        {
            ClusterId = pair.ClusterId,
            Component = pair.Component,
            Mark = (RecordMark)row.GetInt64(at + 9),
            Sequence = row.GetInt64(at),
            Version = row.GetString(at + 1),
            VersionDigest = DigestOrNull(row, at + 2),
            ValuesDigest = DigestOrNull(row, at + 3),
            ManifestDigest = new Digest(row.GetFieldValue<byte[]>(at + 4)),
            Images = Share(tags),
            ReleaseId = row.GetString(at + 6),
            Epoch = row.GetInt64(at + 7),
            At = DateTimeOffset.UnixEpoch.AddTicks(row.GetInt64(at + 8) * TimeSpan.TicksPerMicrosecond),
        };
        return RecordSeal.Of(record, tags).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(at + 10))
            ? record
            : throw new FormatException($"record {record.Sequence} of {pair} is not what was written");
    }

    private static Digest? DigestOrNull(DbDataReader row, int at) =>
        row.IsDBNull(at) ? null : new Digest(row.GetFieldValue<byte[]>(at));

    private IReadOnlyDictionary<string, string> Share(string json)
    {
        if (images.TryGetValue(json, out var known))
        {
            return known;
        }

        if (images.Count == SharedImages)
        {
            images.Clear();
        }

        var map = StoredJson.Object(Encoding.UTF8.GetBytes(json));
        return images[json] = map.ToImmutableSortedDictionary(
            image => image.Key, image => StoredJson.Text(map, image.Key), StringComparer.Ordinal);
    }
}
