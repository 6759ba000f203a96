using System.Buffers.Text;
using System.Diagnostics;
using Fairway.Kube;
using Fairway.Kube.Http;
using Fairway.Kube.Requests;

namespace Fairway.Bench.Loads;

/// <summary>Watchers that note when they received what, until the object named <see cref="Last"/> comes.</summary>
internal static class WatchLoad
{
    /// <summary>The object whose event ends the measurement.</summary>
    public const string Last = "last";

    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task<LoadResult> RunAsync(LoadJob job, LoadClients clients, Func<Task> ready)
    {
        var start = Stopwatch.GetTimestamp();
        var watches = await Task.WhenAll(Enumerable.Range(0, job.Clients).Select(c => OpenAsync(clients[c], job)));
        await ready();
        var seen = await Task.WhenAll(watches.Select(watch => Task.Run(() => FollowAsync(watch))));
        var received = new Dictionary<long, List<long>>();
        foreach (var (revision, at) in seen.SelectMany(static s => s))
        {
            (received.TryGetValue(revision, out var those) ? those : received[revision] = []).Add(at);
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new LoadResult(job.Clients, seconds, [], 0) { Received = received };
    }

    private static async Task<IKubeWatch> OpenAsync(HttpKubeApi api, LoadJob job)
    {
        var query = new ListQuery { Namespace = LoadObjects.Fresh, ResourceVersion = "0" };
        return await api.WatchAsync(LoadObjects.Resource(job.Resource), query, None);
    }

    private static async Task<List<(long Revision, long At)>> FollowAsync(IKubeWatch watch)
    {
        await using var owned = watch;
        var seen = new List<(long Revision, long At)>();
        while (await watch.ReadAsync(None) is { } frame)
        {
            var at = Stopwatch.GetTimestamp();
            if (frame.Object.Span.IndexOf("\"name\":\"last\""u8) >= 0)
            {
                break;
            }

            seen.Add((RevisionOf(frame.Object.Span), at));
        }

        return seen;
    }

    public static long RevisionOf(ReadOnlySpan<byte> json)
    {
        var marker = "\"resourceVersion\":\""u8;
        var text = json[(json.IndexOf(marker) + marker.Length)..];
        return Utf8Parser.TryParse(text, out long revision, out _)
            ? revision
            : throw new InvalidDataException("an object came without a resourceVersion");
    }
}
