namespace Fairway.MetaDb.Auditing;

/// <summary>Where the chain of the audit log is broken.</summary>
/// <param name="Number">The first entry that is not what was written.</param>
/// <param name="Says">What is wrong with it, in one sentence.</param>
public sealed record AuditBreak(long Number, string Says);
