namespace Fairway.Merge.Fields;

/// <summary>
/// A value whose fields cannot be named, because a list that merges has an element without key. The message is the API
/// server's.
/// </summary>
public sealed class FieldSetException(string message) : Exception(message);
