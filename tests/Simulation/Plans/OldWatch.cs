using System.Text;
using Fairway.Kube;

namespace Fairway.Simulation.Plans;

/// <summary>A watch at an API server that has fallen behind: what was there at its revision, then nothing until it goes
/// on.</summary>
internal sealed class OldWatch(World world, OldView view, KubeRequest request, string resource) : IKubeWatch
{
    private Queue<WatchFrame>? initial;
    private IKubeWatch? real;

    private long StartsAfter => long.TryParse(request.QueryValue("resourceVersion"), out var version)
        ? version
        : view.Revision;

    public async ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel)
    {
        await Task.Yield();
        initial ??= request.QueryValue("sendInitialEvents") is null ? new Queue<WatchFrame>() : Initial();
        if (initial.TryDequeue(out var frame))
        {
            return frame;
        }

        if (real is null)
        {
            await UntilReleasedAsync(cancel);
            real = await world.Cluster.WatchAsync(request with { Query = Continuing() }, cancel);
        }

        return await real.ReadAsync(cancel);
    }

    public ValueTask DisposeAsync() => real?.DisposeAsync() ?? ValueTask.CompletedTask;

    // A wait that ends by cancellation on the loop, as all waits of a process do.
    private async Task UntilReleasedAsync(CancellationToken cancel)
    {
        var cancelled = new TaskCompletionSource();
        await using var registration = cancel.Register(() => cancelled.TrySetResult());
        await Task.WhenAny(view.Released, cancelled.Task);
        cancel.ThrowIfCancellationRequested();
    }

    private Queue<WatchFrame> Initial()
    {
        var frames = new Queue<WatchFrame>(
            from item in world.Cluster.Store.ViewAt(resource, view.Revision)
            select new WatchFrame(WatchEventType.Added, item.Json.Span.ToArray()));
        frames.Enqueue(new WatchFrame(WatchEventType.Bookmark, Encoding.UTF8.GetBytes($$"""
            {"kind":"Bookmark","apiVersion":"v1","metadata":{"resourceVersion":"{{view.Revision}}",
             "annotations":{"k8s.io/initial-events-end":"true"} } }
            """)));
        return frames;
    }

    private List<KeyValuePair<string, string>> Continuing() =>
    [
        .. request.Query.Where(one =>
            one.Key is not ("sendInitialEvents" or "resourceVersionMatch" or "resourceVersion")),
        new("resourceVersion", $"{StartsAfter}"),
    ];
}
