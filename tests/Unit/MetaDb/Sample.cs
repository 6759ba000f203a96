using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Delivery.Gates;
using Fairway.Delivery.Records;
using Fairway.Schema.Digests;

namespace Fairway.Tests.MetaDb;

/// <summary>Things to record.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly byte[] Manifest = "[]"u8.ToArray();
    public static readonly PairKey Dns = new("c-1", "coredns");

    public static ComponentRecord Record(
        PairKey? pair = null,
        RecordMark mark = RecordMark.Intended,
        long epoch = 1,
        string release = "r-1") => new()
        {
            ClusterId = (pair ?? Dns).ClusterId,
            Component = (pair ?? Dns).Component,
            Mark = mark,
            Version = $"v-{release}",
            VersionDigest = Digest.Of(Encoding.UTF8.GetBytes(release)),
            ValuesDigest = Digest.Of("values"u8),
            ManifestDigest = Digest.Of(Manifest),
            Images = new Dictionary<string, string>(StringComparer.Ordinal) { ["coredns"] = "1.11.3", ["b"] = release },
            ReleaseId = release,
            Epoch = epoch,
            At = Noon,
        };

    public static Evidence Evidence(string release = "r-1", string? cluster = "c-1", string says = "all is well") =>
        new()
        {
            Gate = "health",
            Subject = new EvidenceSubject(release, cluster, "step-1"),
            Decision = GateDecision.Hold,
            ObservedAt = Noon,
            Facts = new JsonObject { ["ready"] = 3, ["pods"] = new JsonArray("a", 2.5, null) },
            Says = says,
        };

    public static AuditEntry Audit(string verb = "apply", JsonObject? detail = null) => new()
    {
        At = Noon,
        Actor = "ada@example.org",
        Verb = verb,
        Subject = "coredns on c-1",
        Reason = "the old one leaks memory",
        Detail = detail,
    };

    /// <summary>Records upon what there is, whatever that is, with the manifest.</summary>
    public static async Task<long> AddAsync(IMetaDb db, ComponentRecord record)
    {
        var state = await db.NewestAsync(record.Pair, CancellationToken.None);
        var receipt = await db.CommitAsync(
            new MetaDbBatch { Contents = [Manifest], Records = [new(record, state.Sequence)] }, CancellationToken.None);
        return receipt.Sequences[0];
    }

    /// <summary>All of a record in one line, images too, which its equality leaves out.</summary>
    public static string? Text(ComponentRecord? record) => record is null
        ? null
        : (record with { Images = ImmutableSortedDictionary<string, string>.Empty })
            + string.Join(',', record.Images.OrderBy(image => image.Key).Select(image => $"{image.Key}:{image.Value}"));

    public static string Text(ComponentState state) =>
        $"{state.Pair} {state.Sequence} {state.Epoch} / {Text(state.Intended)} / {Text(state.Applied)} / "
        + Text(state.Good);

    public static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> rows)
    {
        var list = new List<T>();
        await foreach (var row in rows)
        {
            list.Add(row);
        }

        return list;
    }
}
