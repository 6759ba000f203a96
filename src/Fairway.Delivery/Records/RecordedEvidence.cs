using Fairway.Schema.Digests;

namespace Fairway.Delivery.Records;

/// <summary>Evidence, and the name under which it is kept.</summary>
public sealed record RecordedEvidence(Digest Digest, Evidence Evidence);
