using System.Text.Json.Nodes;

namespace Fairway.Conformance.Transcripts;

/// <summary>One recorded exchange.</summary>
/// <param name="Kind">request, poll, watch, watch-open, watch-read or cleanup.</param>
/// <param name="Response">The recorded answer; null for cleanups.</param>
/// <param name="Watch">The name of the watch that stays open over several steps.</param>
internal sealed record Step(
    int Number,
    string Kind,
    string? Note,
    RecordedRequest? Request,
    JsonObject? Response,
    Comparison Comparison,
    string? Watch,
    Until? Until,
    double PollTimeoutSeconds
);
