using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;

namespace Fairway.Tests.Kube.Fakes;

/// <summary>A watch of the <see cref="FakeKubeApi"/>.</summary>
internal sealed class FakeWatch(FakeKubeApi api, KubeRequest request, long from) : IKubeWatch
{
    private readonly Queue<WatchFrame> _frames = new();
    private TaskCompletionSource _arrived = New();
    private KubeApiException? _failure;
    private bool _ended;

    public KubeRequest Request => request;

    public long Reached { get; set; } = from;

    public void Send(WatchEventType type, JsonObject item)
    {
        _frames.Enqueue(new WatchFrame(type, Encoding.UTF8.GetBytes(item.ToJsonString())));
        _arrived.TrySetResult();
    }

    public void End(KubeApiException? failure)
    {
        _failure = failure;
        _ended = true;
        _arrived.TrySetResult();
        api.Forget(this);
    }

    public async ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (_frames.TryDequeue(out var frame))
            {
                return frame;
            }

            if (_ended)
            {
                return _failure is null ? null : throw _failure;
            }

            _arrived = New();
            var arrived = _arrived;
            await using var registration = cancel.Register(() => arrived.TrySetCanceled(cancel));
            await arrived.Task;
        }
    }

    public ValueTask DisposeAsync()
    {
        api.Forget(this);
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
