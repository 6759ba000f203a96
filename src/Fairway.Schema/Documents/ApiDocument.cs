using System.Security.Cryptography;

namespace Fairway.Schema.Documents;

/// <summary>
/// A document and the hash of its content, upper-case hex: an ETag, and what the index of OpenAPI 3 puts into
/// addresses.
/// </summary>
public sealed record ApiDocument(ReadOnlyMemory<byte> Content, string Hash)
{
    internal static ApiDocument Of(byte[] content) => new(content, Convert.ToHexString(SHA512.HashData(content)));
}
