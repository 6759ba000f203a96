using System.Text.Json.Nodes;

namespace Fairway.Conformance.Transcripts;

/// <summary>Events read from a watch, and why reading ended: <c>until</c>, <c>closed</c>, or what went wrong.</summary>
internal sealed record WatchReading(IReadOnlyList<JsonObject> Events, string Ended);
