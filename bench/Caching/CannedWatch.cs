using System.Collections.Concurrent;
using System.Text;
using Fairway.Kube;

namespace Fairway.Bench.Caching;

/// <summary>A cluster whose pods were written down beforehand, so that only the reader's work is measured.</summary>
internal sealed class CannedWatch(IReadOnlyList<ReadOnlyMemory<byte>> pods) : IKubeApi, IKubeWatch
{
    private static readonly byte[] End = Encoding.UTF8.GetBytes(
        """{"metadata":{"resourceVersion":"1000000","annotations":{"k8s.io/initial-events-end":"true"}}}""");

    private readonly ConcurrentQueue<WatchFrame> _changes = new();
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sent;

    /// <summary>A pod of some 2,000 bytes, as a server sends it.</summary>
    public static ReadOnlyMemory<byte> Pod(int number, int version)
    {
        var fill = new string('x', 150);
        var fields = string.Join(',', Enumerable.Range(0, 8).Select(i => $"\"f:field{i}\":\"{fill}\""));
        fields = "{" + fields + "}";
        return Encoding.UTF8.GetBytes($$"""
            {"kind":"Pod","apiVersion":"v1",
            "metadata":{"name":"web-{{number:x8}}","namespace":"ns-{{number % 10}}",
            "uid":"00000000-0000-4000-8000-{{number:x12}}","resourceVersion":"{{version}}","labels":{"app":"web"},
            "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-{{number / 100}}",
            "uid":"00000000-0000-4000-9000-{{number / 100:x12}}","controller":true}],"managedFields":[{{fields}}]},
            "spec":{"nodeName":"node-{{number % 500}}","containers":[{"name":"c","image":"img:1"}]},
            "status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}] } }
            """);
    }

    public void Change(ReadOnlyMemory<byte> pod)
    {
        _changes.Enqueue(new WatchFrame(WatchEventType.Modified, pod));
        _changed.TrySetResult();
    }

    public Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel) =>
        Task.FromResult(new KubeResponse { Status = 404 });

    public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel) =>
        Task.FromResult<IKubeWatch>(this);

    public async ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel)
    {
        if (_sent < pods.Count)
        {
            return new WatchFrame(WatchEventType.Added, pods[_sent++]);
        }

        if (_sent++ == pods.Count)
        {
            return new WatchFrame(WatchEventType.Bookmark, End);
        }

        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var changed = _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_changes.TryDequeue(out var next))
            {
                return next;
            }

            await using var registration = cancel.Register(() => changed.TrySetCanceled(cancel));
            await changed.Task;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
