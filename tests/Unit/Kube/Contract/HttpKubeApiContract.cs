using Fairway.Kube;
using Fairway.Kube.Http;

namespace Fairway.Tests.Kube.Contract;

/// <summary>The HTTPS transport, against the twin's HTTPS face.</summary>
public sealed class HttpKubeApiContract : KubeApiContract
{
    private readonly TwinServer _twin = new();
    private HttpKubeApi? _http;

    private protected override async Task<IKubeApi> ConnectAsync() =>
        _http = new HttpKubeApi(await _twin.ListenAsync(), TimeProvider.System);

    private protected override ValueTask DisconnectAsync()
    {
        _http?.Dispose();
        return _twin.DisposeAsync();
    }
}
