using Fairway.Schema.Digests;

namespace Fairway.MetaDb.Gates;

/// <summary>Evidence, and the name under which it is kept.</summary>
public sealed record RecordedEvidence(Digest Digest, Evidence Evidence);
