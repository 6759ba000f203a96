using Fairway.MetaDb.Gates;
using Fairway.Schema.Digests;

namespace Fairway.MetaDb.Batches;

/// <summary>Evidence as it is stored, and its name.</summary>
internal sealed record SealedEvidence(Digest Digest, EvidenceSubject Subject, byte[] Json);
