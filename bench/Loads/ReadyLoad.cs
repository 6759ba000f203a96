using System.Diagnostics;
using System.Text;
using Fairway.Kube;
using Fairway.Kube.Http;
using Fairway.Kube.Requests;

namespace Fairway.Bench.Loads;

/// <summary>Clients that create objects at once, and a watcher that waits until all of them are Ready.</summary>
internal static class ReadyLoad
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>The result's requests are the creations; <see cref="LoadResult.Seconds"/> is until the last is
    /// Ready.</summary>
    public static async Task<LoadResult> RunAsync(LoadJob job, LoadClients clients)
    {
        var resource = LoadObjects.Resource(job.Resource);
        var newest = await clients[0].ListAsync(resource, new ListQuery { Limit = 1 }, None);
        var query = new ListQuery { ResourceVersion = WatchLoad.RevisionOf(newest.Body.FirstSpan).ToString() };
        await using var watch = await clients[0].WatchAsync(resource, query, None);
        var start = Stopwatch.GetTimestamp();
        var ready = Task.Run(() => WaitAsync(watch, job.Clients * job.Each));
        var created = await RequestLoad.SendAllAsync(job, clients);
        var events = await ready;
        return RequestLoad.Result(created, Stopwatch.GetElapsedTime(start), 0) with { Events = events };
    }

    private static async Task<int> WaitAsync(IKubeWatch watch, int wanted)
    {
        var (ready, events) = (new HashSet<string>(StringComparer.Ordinal), 0);
        while (ready.Count < wanted && await watch.ReadAsync(None) is { } frame)
        {
            events++;
            if (IsReady(frame.Object.Span))
            {
                ready.Add(NameOf(frame.Object.Span));
            }
        }

        return events;
    }

    // A reader of JSON would take a good part of the processor that the server needs.
    private static bool IsReady(ReadOnlySpan<byte> json)
    {
        var at = json.IndexOf("\"type\":\"Ready\""u8);
        if (at < 0)
        {
            return false;
        }

        var begin = json[..at].LastIndexOf((byte)'{');
        var end = at + json[at..].IndexOf((byte)'}');
        return json[begin..end].IndexOf("\"status\":\"True\""u8) >= 0;
    }

    private static string NameOf(ReadOnlySpan<byte> json)
    {
        var text = json[(json.IndexOf("\"object-"u8) + 1)..];
        return Encoding.UTF8.GetString(text[..text.IndexOf((byte)'"')]);
    }
}
