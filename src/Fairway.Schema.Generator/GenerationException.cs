namespace Fairway.Schema.Generator;

/// <summary>The table and the assembly do not fit together. The message says where.</summary>
internal sealed class GenerationException(string message) : Exception(message);
