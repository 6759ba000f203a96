using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Conformance.Transcripts;

/// <summary>A watch that stays open: its events are read as they come, a line each.</summary>
internal sealed class OpenWatch(HttpResponseMessage response, StreamReader reader) : IDisposable
{
    /// <summary>The answer's head; its text is empty, for the events are the body.</summary>
    public Answer Head { get; } = ApiServer.Head(response, "");

    /// <summary>
    /// Reads on until <paramref name="until"/> holds, the server ends the stream, or <paramref name="cancel"/> fires.
    /// </summary>
    public async Task<WatchReading> ReadAsync(Until until, CancellationToken cancel)
    {
        var events = new List<JsonObject>();
        try
        {
            while (!until.Holds(events))
            {
                if (await reader.ReadLineAsync(cancel) is not { } line)
                {
                    return new WatchReading(events, "closed");
                }

                var happening = JsonNode.Parse(line)!.AsObject();
                if (!until.Ignores(happening))
                {
                    events.Add(happening);
                }
            }

            return new WatchReading(events, "until");
        }
        catch (OperationCanceledException)
        {
            return new WatchReading(events, $"nothing more within {until.TimeoutSeconds} s");
        }
        catch (Exception exception)
            when (exception is IOException or HttpRequestException or JsonException or ObjectDisposedException)
        {
            return new WatchReading(events, $"broken: {exception.Message}");
        }
    }

    /// <summary>
    /// A stream whose reading was cancelled once is disposed of by the transport: reading on fails so.
    /// </summary>
    private static bool IsBreak(Exception exception) =>
        exception is IOException or HttpRequestException or JsonException or ObjectDisposedException;

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
