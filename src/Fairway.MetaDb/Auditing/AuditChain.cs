using System.Security.Cryptography;
using Fairway.Schema.Digests;

namespace Fairway.MetaDb.Auditing;

/// <summary>Each hash covers the one before, and so everything before.</summary>
internal static class AuditChain
{
    /// <summary>The mark of an entry behind this one; behind the default mark for the first.</summary>
    public static AuditMark Next(AuditMark last, ReadOnlySpan<byte> json)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(last.Hash.ToBytes());
        hash.AppendData(json);
        return new AuditMark(last.Number + 1, new Digest(hash.GetHashAndReset()));
    }
}
