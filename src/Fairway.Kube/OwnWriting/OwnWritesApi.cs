using System.Text.Json;
using Fairway.Kube.Requests;

namespace Fairway.Kube.OwnWriting;

/// <summary>Passes every call on, and notes what the writes among them have done.</summary>
internal sealed class OwnWritesApi(IKubeApi inner, OwnWriteLedger ledger) : IKubeApi
{
    public IKubeApi Inner => inner;

    public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel) =>
        inner.WatchAsync(request, cancel);

    public Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        var isWrite = request.Method is not "GET" && request.QueryValue("dryRun") is null;
        return isWrite && RequestTarget.Parse(request.Path) is { } target
            ? WriteAsync(request, target, cancel)
            : inner.SendAsync(request, cancel);
    }

    private async Task<KubeResponse> WriteAsync(KubeRequest request, RequestTarget target, CancellationToken cancel)
    {
        var write = ledger.Begin(inner, request.Method, target);
        KubeResponse response;
        try
        {
            response = await inner.SendAsync(request, cancel);
        }
        catch (Exception)
        {
            // No answer is no proof that nothing was written.
            ledger.Unsure(inner, target);
            throw;
        }

        if (response.Status is >= 500 and not 503)
        {
            ledger.Unsure(inner, target);
        }
        else if (response.IsSuccess)
        {
            Note(write, response);
        }

        return response;
    }

    private void Note(OwnWrite write, KubeResponse response)
    {
        try
        {
            using var document = JsonDocument.Parse(response.Body);
            ledger.Answered(inner, write, new WrittenObject(document.RootElement));
        }
        catch (JsonException)
        {
            ledger.Unsure(inner, write.Target);
        }
    }
}
