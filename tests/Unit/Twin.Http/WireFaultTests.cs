using System.Net;
using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Faults;
using Xunit;

namespace Fairway.Tests.Twin.Http;

/// <summary>Faults as a client behind HTTPS meets them.</summary>
public sealed class WireFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_turned_away_is_told_when_to_come_again()
    {
        await using var fixture = await StartAsync(
            new FaultRule { Do = FaultEffect.Refuse, Status = 429, RetryAfter = TimeSpan.FromSeconds(1) });
        using var response = await fixture.Client(fixture.One).GetAsync("api/v1/pods", Cancel);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        Assert.Contains("\"reason\":\"TooManyRequests\"", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData(FaultEffect.Lose, 0)]
    [InlineData(FaultEffect.LoseAnswer, 1)]
    [InlineData(FaultEffect.Crash, 1)]
    public async Task A_connection_is_cut_without_an_answer(FaultEffect effect, int done)
    {
        var calls = 0;
        await using var fixture = await StartAsync(new FaultRule { Do = effect, Cluster = "one" }, () => calls++);
        await Assert.ThrowsAsync<HttpRequestException>(
            () => fixture.Client(fixture.One).GetAsync("api/v1/pods", Cancel));
        Assert.Equal(done, calls);
        using var other = await fixture.Client(fixture.Meta).GetAsync("api/v1/pods", Cancel);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Callers_are_known_by_their_user_agent()
    {
        await using var fixture = await StartAsync(
            new FaultRule { Do = FaultEffect.FailAfterwards, Status = 503, Caller = "kubectl" });
        var client = fixture.Client(fixture.One);
        using var spared = await client.GetAsync("api/v1/pods", Cancel);
        Assert.Equal(HttpStatusCode.OK, spared.StatusCode);
        client.DefaultRequestHeaders.UserAgent.ParseAdd("kubectl/1.36");
        using var struck = await client.GetAsync("api/v1/pods", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, struck.StatusCode);
    }

    [Fact]
    public async Task A_watch_is_cut_in_place_of_an_event()
    {
        var time = TimeProvider.System;
        await using var store = ApiStore.Open(time);
        await using var server = new ApiServer(new ApiServerOptions(store, time, new Random(1)));
        var rule = new FaultRule { Do = FaultEffect.BreakWatch, After = 1 };
        await using var fixture = await ListenerFixture.StartAsync(server.HandleAsync, Board(rule));

        // What was sent before a reset may be lost with it, even the headers.
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => fixture.Client(fixture.One)
            .GetStringAsync("api/v1/namespaces?watch=true&resourceVersion=0&timeoutSeconds=60", Cancel));
        Assert.True(failure is HttpRequestException or IOException, $"{failure}");
    }

    private static FaultBoard Board(FaultRule rule) =>
        new(new FaultPlan([rule]), new Random(1), TimeProvider.System);

    private static Task<ListenerFixture> StartAsync(FaultRule rule, Action? called = null) =>
        ListenerFixture.StartAsync(_ =>
        {
            called?.Invoke();
            return ListenerFixture.Text("{}");
        },
        Board(rule));
}
