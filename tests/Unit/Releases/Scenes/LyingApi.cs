using System.Text;
using Fairway.Kube;

namespace Fairway.Tests.Releases.Scenes;

/// <summary>Tells, once, that an object was deleted when it was only changed: as a list does that lacks it for a
/// moment.</summary>
internal sealed class LyingApi(IKubeApi inner) : IKubeApi
{
    /// <summary>The namespace of the object that is lied about; null for none.</summary>
    public string? About { get; set; }

    public Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel) =>
        inner.SendAsync(request, cancel);

    public async Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
    {
        var watch = await inner.WatchAsync(request, cancel);
        return request.Path.EndsWith("/clusters", StringComparison.Ordinal) ? new LyingWatch(this, watch) : watch;
    }

    private sealed class LyingWatch(LyingApi api, IKubeWatch watch) : IKubeWatch
    {
        public async ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel)
        {
            var frame = await watch.ReadAsync(cancel);
            return frame is { Type: WatchEventType.Modified } && api.About is { } ns && IsOf(frame, ns)
                ? frame with { Type = WatchEventType.Deleted }
                : frame;
        }

        private static bool IsOf(WatchFrame frame, string ns) => Encoding.UTF8.GetString(frame.Object.Span)
            .Contains($"\"namespace\":\"{ns}\"", StringComparison.Ordinal);

        public ValueTask DisposeAsync() => watch.DisposeAsync();
    }
}
