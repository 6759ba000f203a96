using System.Security.Cryptography;

namespace Fairway.Schema.Documents;

/// <summary>
/// A document and the hash of its content, upper-case hex: an ETag, and what the index of OpenAPI 3 puts into
/// addresses.
/// </summary>
public sealed record ApiDocument(ReadOnlyMemory<byte> Content, string Hash)
{
    /// <summary>Media type of OpenAPI 2 in protobuf.</summary>
    public const string OpenApiV2Binary = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    internal static ApiDocument Of(byte[] content) => new(content, Convert.ToHexString(SHA512.HashData(content)));
}
