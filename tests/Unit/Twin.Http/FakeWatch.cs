using System.Buffers;
using System.Text;
using System.Threading.Channels;
using Fairway.Twin.Api;

namespace Fairway.Tests.Twin.Http;

/// <summary>A watch that says what the test feeds it.</summary>
internal sealed class FakeWatch : WatchSession
{
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override string ContentType => "application/json;stream=watch";

    public Task Disposed => disposed.Task;

    public void Say(string text) => lines.Writer.TryWrite(text);

    public void End() => lines.Writer.Complete();

    public override async ValueTask<ReadOnlySequence<byte>?> NextAsync(CancellationToken cancel)
    {
        return await lines.Reader.WaitToReadAsync(cancel) && lines.Reader.TryRead(out var text)
            ? new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text))
            : null;
    }

    public override ValueTask DisposeAsync()
    {
        disposed.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
