using System.Data.Common;
using Fairway.MetaDb.Gates;
using Fairway.Schema.Digests;

namespace Fairway.MetaDb.Rows;

/// <summary>Evidence as it is stored.</summary>
internal sealed record EvidenceRow(long Id, Digest Digest, byte[] Json)
{
    public static EvidenceRow Read(DbDataReader row) =>
        new(row.GetInt64(0), new Digest(row.GetFieldValue<byte[]>(1)), row.GetFieldValue<byte[]>(2));

    /// <summary>What it says, compared with its digest.</summary>
    /// <exception cref="FormatException">It is another.</exception>
    public Evidence Open() => Digest.Of(Json) == Digest
        ? EvidenceJson.Read(Json)
        : throw new FormatException($"evidence {Digest} is not what was stored");
}
