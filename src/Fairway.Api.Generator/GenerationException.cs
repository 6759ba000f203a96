namespace Fairway.Api.Generator;

/// <summary>No CRD can be made of a record. The message says where and why.</summary>
internal sealed class GenerationException(string message) : Exception(message);
