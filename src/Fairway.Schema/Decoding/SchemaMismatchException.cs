namespace Fairway.Schema.Decoding;

/// <summary>
/// A value does not fit its place. The message is what an API server says after <c>X in version "v1" cannot be handled
/// as a X:</c>, which <see cref="DecodeMessages.CannotBeHandled"/> puts before it; the answer is 400 BadRequest.
/// </summary>
public sealed class SchemaMismatchException(string message) : Exception(message);
