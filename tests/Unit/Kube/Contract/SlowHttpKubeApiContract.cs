using Fairway.Kube;
using Fairway.Kube.Http;
using Fairway.Twin.Api;

namespace Fairway.Tests.Kube.Contract;

/// <summary>The HTTPS transport behind the retrying decorator, against a server that is slow and turns every third
/// request away.</summary>
public sealed class SlowHttpKubeApiContract : KubeApiContract
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(5);

    private readonly TwinServer _twin = new();
    private HttpKubeApi? _http;
    private int _calls;

    private protected override async Task<IKubeApi> ConnectAsync()
    {
        _http = new HttpKubeApi(await _twin.ListenAsync(HandleAsync), TimeProvider.System);
        return new RetryingKubeApi(_http, KubeEnvironment.Of(new FastTime(), 1));
    }

    private protected override ValueTask DisconnectAsync()
    {
        _http?.Dispose();
        return _twin.DisposeAsync();
    }

    private async ValueTask<ApiReply> HandleAsync(ApiCall call, CancellationToken cancel)
    {
        await Task.Delay(Latency, TimeProvider.System, cancel);
        var turnedAway = Interlocked.Increment(ref _calls) % 3 == 0 && call.Request.QueryValue("watch") is null;
        return turnedAway
            ? new ApiReply.Answer(
                Fakes.FakeAnswers.Refusal(429, "TooManyRequests", "slow down") with { RetryAfterSeconds = 1 })
            : await _twin.Server.HandleAsync(call, cancel);
    }
}
