using Fairway.Kube;
using Fairway.Kube.Http;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Http;

public sealed class RetryingKubeApiTests : IDisposable
{
    private readonly KubeFixture _kube = new();
    private readonly RetryingKubeApi _api;

    public RetryingKubeApiTests() => _api = new RetryingKubeApi(_kube.Api, _kube.Environment);

    public void Dispose() => _kube.Dispose();

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public void A_write_that_was_turned_away_is_sent_again_when_the_server_said(int status)
    {
        _kube.Api.Fail(
            _ => true, _ => FakeAnswers.Refusal(status, "Busy", "later") with { RetryAfterSeconds = 3 }, times: 2);
        var creating = Start(() => Create(_api));
        _kube.Pass(TimeSpan.FromSeconds(2.9));
        Assert.Single(_kube.Api.Requests);
        _kube.Pass(TimeSpan.FromSeconds(12));
        Assert.Equal(201, creating.Result.Status);
        Assert.Equal(3, _kube.Api.Requests.Count);
    }

    [Fact]
    public void After_some_tries_the_refusal_comes_back()
    {
        _kube.Api.Fail(
            _ => true, _ => FakeAnswers.Refusal(429, "Busy", "later") with { RetryAfterSeconds = 1 }, times: 100);
        var creating = Start(() => _api.SendAsync(Get(), _kube.Stop));
        _kube.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(429, creating.Result.Status);
        Assert.Equal(5, _kube.Api.Requests.Count);
    }

    [Fact]
    public void A_get_that_found_no_server_is_sent_again()
    {
        _kube.Put("a");
        _kube.Api.Fail(_ => true, FakeFault.NeverArrives, times: 2);
        var getting = Start(() => _api.SendAsync(Get(), _kube.Stop));
        _kube.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(200, getting.Result.Status);
    }

    [Fact]
    public void A_write_that_may_have_happened_is_not_sent_again()
    {
        _kube.Api.Fail(_ => true, FakeFault.AnswerIsLost());
        Assert.Throws<KubeApiException>(() => { Start(() => Create(_api)); });
        Assert.Single(_kube.Api.Requests);
    }

    [Theory]
    [InlineData(429, null, "/api/v1/x")]
    [InlineData(500, 1, "/api/v1/x")]
    [InlineData(429, 600, "/api/v1/x")]
    [InlineData(429, 1, "/api/v1/namespaces/default/pods/p/eviction")]
    public void Other_refusals_come_back_as_they_are(int status, int? retryAfter, string path)
    {
        _kube.Api.Fail(_ => true, _ => FakeAnswers.Refusal(status, "No", "no") with { RetryAfterSeconds = retryAfter });
        var sending = Start(() => _api.SendAsync(new KubeRequest { Method = "POST", Path = path }, _kube.Stop));
        Assert.Equal(status, sending.Result.Status);
        Assert.Single(_kube.Api.Requests);
    }

    private static KubeRequest Get() => new() { Method = "GET", Path = KubeFixture.Maps };

    private Task<KubeResponse> Create(IKubeApi api) =>
        api.CreateAsync(KubeResources.ConfigMaps, "default", FakeObject.ConfigMap("a"), null, _kube.Stop);

    private Task<KubeResponse> Start(Func<Task<KubeResponse>> send) => (Task<KubeResponse>)_kube.Loop.Start(send);
}
