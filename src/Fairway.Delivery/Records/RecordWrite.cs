namespace Fairway.Delivery.Records;

/// <summary>A record to be added.</summary>
/// <param name="Record">The record; its own sequence is not looked at.</param>
/// <param name="ExpectedSequence">Sequence of the pair's newest record, as the writer knows it; 0 for none.</param>
public sealed record RecordWrite(ComponentRecord Record, long ExpectedSequence);
