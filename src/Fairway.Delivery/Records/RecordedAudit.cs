namespace Fairway.Delivery.Records;

/// <summary>An audit entry as it is stored.</summary>
/// <param name="Mark">Its place in the chain.</param>
/// <param name="Json">Its canonical JSON, which the hash covers.</param>
public sealed record RecordedAudit(AuditMark Mark, ReadOnlyMemory<byte> Json);
