using Fairway.Kube;

namespace Fairway.Twin.Api;

/// <summary>
/// The seam without a wire: calls go straight into the core. Each call yields first, though the answer may be known, so
/// that a caller meets the same interleavings that a network would give it.
/// </summary>
public sealed class DirectKubeApi(ApiServer server, ApiUser user) : IKubeApi
{
    /// <inheritdoc/>
    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        await Task.Yield();
        cancel.ThrowIfCancellationRequested();
        switch (await server.HandleAsync(new ApiCall(request, user), cancel))
        {
            case ApiReply.Answer answer:
                return answer.Response;
            case ApiReply.Stream stream:
                await stream.Session.DisposeAsync();
                throw new KubeApiException(400, "BadRequest", $"{request.Path} is a watch: open it with WatchAsync");
            default:
                throw new InvalidOperationException("an API reply is an answer or a stream");
        }
    }

    /// <inheritdoc/>
    public async Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
    {
        await Task.Yield();
        cancel.ThrowIfCancellationRequested();
        var reply = await server.HandleAsync(new ApiCall(request, user), cancel);
        if (reply is ApiReply.Stream stream)
        {
            return new DirectWatch(stream.Session);
        }

        (reply as ApiReply.Answer)?.Response.EnsureSuccess();
        throw new KubeApiException(400, "BadRequest", $"{request.Path} is not a watch: the query must hold watch=true");
    }

    private sealed class DirectWatch(WatchSession session) : IKubeWatch
    {
        private IReadOnlyList<WatchFrame> batch = [];
        private int next;

        public async ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel)
        {
            if (next == batch.Count)
            {
                await Task.Yield();
                if (await session.NextFramesAsync(cancel) is not { } frames)
                {
                    return null;
                }

                (batch, next) = (frames, 0);
            }

            return batch[next++];
        }

        public ValueTask DisposeAsync() => session.DisposeAsync();
    }
}
