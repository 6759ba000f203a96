namespace Fairway.Delivery.Records;

/// <summary>What a store says when it does not do what was asked; the message is one sentence, for users.</summary>
public abstract class MetaDbException(string message, Exception? inner = null) : Exception(message, inner);
