using Fairway.Schema.Digests;

namespace Fairway.Delivery.Records;

/// <summary>
/// The place of an audit entry in the chain. Kept elsewhere, it proves later that nothing before it changed.
/// </summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Hash">SHA-256 of the hash before and the entry's JSON.</param>
public readonly record struct AuditMark(long Number, Digest Hash);
