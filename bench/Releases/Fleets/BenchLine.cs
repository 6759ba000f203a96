using System.Buffers;
using System.Text;
using Fairway.Kube;

namespace Fairway.Bench.Releases.Fleets;

/// <summary>The line of the manager to a cluster: calls take their time, and some are turned away.</summary>
internal sealed class BenchLine(IKubeApi inner, Lines lines) : IKubeApi
{
    private static readonly KubeResponse TooMany = new()
    {
        Status = 429,
        ContentType = "application/json",
        RetryAfterSeconds = 1,
        Body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes("""
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","reason":"TooManyRequests","code":429,
             "message":"Too many requests, please try again later."}
            """)),
    };

    private int calls;

    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        lines.Count(request.Method, request.Path);
        await PassAsync(cancel);
        return lines.RefusedOf > 0 && Interlocked.Increment(ref calls) % lines.RefusedOf == 0
            ? TooMany
            : await inner.SendAsync(request, cancel);
    }

    public async Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
    {
        lines.Count("GET", $"{request.Path}?watch");
        await PassAsync(cancel);
        return await inner.WatchAsync(request, cancel);
    }

    private Task PassAsync(CancellationToken cancel) =>
        lines.Latency > TimeSpan.Zero ? Task.Delay(lines.Latency, cancel) : Task.CompletedTask;
}
