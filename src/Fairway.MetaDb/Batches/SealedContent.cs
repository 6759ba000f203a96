using Fairway.Schema.Digests;

namespace Fairway.MetaDb.Batches;

/// <summary>Content that nobody can change any more, and its name.</summary>
internal sealed record SealedContent(Digest Digest, ReadOnlyMemory<byte> Bytes);
