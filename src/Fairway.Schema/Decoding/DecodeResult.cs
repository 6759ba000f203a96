using System.Collections.Immutable;

namespace Fairway.Schema.Decoding;

/// <summary>What was left out of an object when it was made to fit its kind.</summary>
/// <param name="UnknownFields">
/// Paths of fields that the kind does not have, in the order of the text: <c>spec.containers[0].imagee</c>.
/// </param>
public readonly record struct DecodeResult(ImmutableArray<string> UnknownFields);
