using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace Fairway.Bench.Api;

/// <summary>
/// Every pause of this process by its own account: from the asking to stop all threads to their going on.
/// </summary>
internal sealed class PauseListener : EventListener
{
    private const EventKeywords Collector = (EventKeywords)1;
    private readonly ConcurrentQueue<double> milliseconds = new();
    private DateTime stoppedAt;

    public IEnumerable<double> Milliseconds => milliseconds;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Informational, Collector);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("GCSuspendEEBegin", StringComparison.Ordinal) == true)
        {
            stoppedAt = eventData.TimeStamp;
        }
        else if (eventData.EventName?.StartsWith("GCRestartEEEnd", StringComparison.Ordinal) == true)
        {
            milliseconds.Enqueue((eventData.TimeStamp - stoppedAt).TotalMilliseconds);
        }
    }
}
