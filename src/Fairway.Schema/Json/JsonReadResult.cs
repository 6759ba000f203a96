using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Json;

/// <summary>A text that was read.</summary>
/// <param name="Node">The tree, whole and of its own; null for the JSON value <c>null</c>.</param>
/// <param name="Duplicates">
/// Paths of keys that were there more than once, in the order of the text and each once, as Kubernetes writes paths:
/// <c>spec.containers[0].image</c>. The last value won.
/// </param>
public readonly record struct JsonReadResult(JsonNode? Node, ImmutableArray<string> Duplicates);
