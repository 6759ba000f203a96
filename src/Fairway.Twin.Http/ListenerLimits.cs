using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Fairway.Twin.Http;

/// <summary>What a client may do to us: sizes, rates and waiting times.</summary>
internal static class ListenerLimits
{
    /// <summary>
    /// Targets may hold long selectors and continue tokens; Kestrel's 8 KiB would cut off what real servers take.
    /// </summary>
    private const int TargetBytes = 256 * 1024;

    /// <summary>Sets the limits.</summary>
    public static void Apply(KestrelServerLimits limits)
    {
        // RequestBody counts by itself, so that the refusal is a Status.
        limits.MaxRequestBodySize = null;
        limits.MaxRequestLineSize = TargetBytes;
        limits.MaxRequestHeadersTotalSize = 2 * TargetBytes;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(3);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));

        // client-go opens one connection and runs every watch of every informer on it.
        limits.Http2.MaxStreamsPerConnection = 1000;
        limits.Http2.MaxRequestHeaderFieldSize = TargetBytes;

        // A client that vanished without closing is noticed within a minute, and its watches are dropped.
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
    }
}
