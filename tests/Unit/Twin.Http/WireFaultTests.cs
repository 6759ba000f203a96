using System.Net;
using Fairway.Twin.Http.Faults;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Twin.Http;

public sealed class WireFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_waits_for_the_latency_and_no_longer()
    {
        var time = new FakeTimeProvider();
        var faults = new FaultInjector(new WireFaults { Latency = TimeSpan.FromMilliseconds(50) }, time);
        var turned = faults.TurnsAwayAsync(Cancel).AsTask();
        time.Advance(TimeSpan.FromMilliseconds(49));
        Assert.False(turned.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(await turned);
    }

    [Fact]
    public async Task The_share_is_turned_away_and_the_seed_says_which()
    {
        var first = await DrawAsync(7);
        Assert.InRange(first.Count(turned => turned), 150, 250);
        Assert.Equal(first, await DrawAsync(7));
        Assert.NotEqual(first, await DrawAsync(8));
    }

    [Fact]
    public async Task Without_faults_nothing_is_held_up()
    {
        var waiting = new FaultInjector(new WireFaults(), new FakeTimeProvider()).TurnsAwayAsync(Cancel);
        Assert.True(waiting.IsCompleted);
        Assert.False(await waiting);
    }

    [Fact]
    public async Task Who_is_turned_away_is_told_when_to_come_again()
    {
        await using var fixture = await ListenerFixture.StartAsync(
            _ => ListenerFixture.Text("{}"), new WireFaults { Throttled = 1 });
        using var response = await fixture.Client(fixture.One).GetAsync("api/v1/pods", Cancel);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        Assert.Contains("\"reason\":\"TooManyRequests\"", await response.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task<List<bool>> DrawAsync(int seed)
    {
        var faults = new FaultInjector(new WireFaults { Throttled = 0.2, Seed = seed }, new FakeTimeProvider());
        var drawn = new List<bool>();
        for (var request = 0; request < 1000; request++)
        {
            drawn.Add(await faults.TurnsAwayAsync(Cancel));
        }

        return drawn;
    }
}
