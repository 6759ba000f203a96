using System.Text;
using System.Threading.Channels;
using Fairway.Kube;
using Fairway.Twin.Api;

namespace Fairway.Tests.Twin.Http;

/// <summary>A watch that says what the test feeds it.</summary>
internal sealed class FakeWatch : WatchSession
{
    private readonly Channel<string[]> batches = Channel.CreateUnbounded<string[]>();
    private readonly TaskCompletionSource disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override string ContentType => "application/json;stream=watch";

    public Task Disposed => disposed.Task;

    /// <summary>One batch of ADDED events.</summary>
    public void Say(params string[] objects) => batches.Writer.TryWrite(objects);

    public void End() => batches.Writer.Complete();

    public void Break() => batches.Writer.Complete(new InvalidOperationException("broken watch"));

    public override async ValueTask<IReadOnlyList<WatchFrame>?> NextFramesAsync(CancellationToken cancel)
    {
        return await batches.Reader.WaitToReadAsync(cancel) && batches.Reader.TryRead(out var batch)
            ? [.. batch.Select(text => new WatchFrame(WatchEventType.Added, Encoding.UTF8.GetBytes(text)))]
            : null;
    }

    public override ValueTask DisposeAsync()
    {
        disposed.TrySetResult();
        return base.DisposeAsync();
    }
}
