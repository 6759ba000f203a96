using System.Collections.Concurrent;
using Fairway.Kube;

namespace Fairway.Tests.Cli.Installing;

/// <summary>An API that notes what was asked of it, and what was refused. What is refused is done by the rights of
/// another, so that one run tells all that is missing.</summary>
internal sealed class WitnessedApi(IKubeApi inner, IKubeApi helper) : IKubeApi
{
    /// <summary>Rights that were asked for.</summary>
    public ConcurrentDictionary<AskedRight, bool> Asked { get; } = [];

    /// <summary>What was refused for want of a right.</summary>
    public ConcurrentQueue<string> Forbidden { get; } = [];

    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        var response = await inner.SendAsync(request, cancel);
        Note(request, isWatch: false, response.Status);
        return response.Status == 403 ? await helper.SendAsync(request, cancel) : response;
    }

    public async Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
    {
        try
        {
            var watch = await inner.WatchAsync(request, cancel);
            Note(request, isWatch: true, 200);
            return watch;
        }
        catch (KubeApiException e)
        {
            Note(request, isWatch: true, e.Status);
            if (e.Status != 403)
            {
                throw;
            }

            return await helper.WatchAsync(request, cancel);
        }
    }

    private void Note(KubeRequest request, bool isWatch, int status)
    {
        if (status == 403)
        {
            Forbidden.Enqueue($"{request.Method} {request.Path}{(isWatch ? " (watch)" : "")}");
        }

        if (AskedRight.Of(request, isWatch) is { } right)
        {
            Asked[right] = true;
        }
    }
}
