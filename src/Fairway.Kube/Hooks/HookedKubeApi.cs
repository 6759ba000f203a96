namespace Fairway.Kube.Hooks;

/// <summary>Passes every call on, and tells of it before and after.</summary>
public sealed class HookedKubeApi(IKubeApi inner, IHookPoints hooks) : IKubeApi
{
    /// <inheritdoc/>
    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        if (HookedCall.Of(request) is not { } call)
        {
            return await inner.SendAsync(request, cancel);
        }

        await hooks.CallingAsync(call, cancel);
        var response = await inner.SendAsync(request, cancel);
        await hooks.AnsweredAsync(call, response, cancel);
        return response;
    }

    /// <inheritdoc/>
    public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel) =>
        inner.WatchAsync(request, cancel);
}
