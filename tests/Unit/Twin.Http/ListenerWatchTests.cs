using System.Net;
using Fairway.Twin.Api;
using Xunit;

namespace Fairway.Tests.Twin.Http;

public sealed class ListenerWatchTests
{
    private static CancellationToken Cancel => ListenerFixture.Cancel;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Headers_come_at_once_each_batch_as_it_is_said_and_the_end_in_order(string version)
    {
        var watch = new FakeWatch();
        await using var fixture = await StartAsync(watch);
        using var response = await OpenAsync(fixture, version);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        watch.Say("1", "2");
        Assert.Equal(Line(1), await reader.ReadLineAsync(Cancel));
        Assert.Equal(Line(2), await reader.ReadLineAsync(Cancel));
        watch.Say("3");
        Assert.Equal(Line(3), await reader.ReadLineAsync(Cancel));
        watch.End();
        Assert.Null(await reader.ReadLineAsync(Cancel));
        await watch.Disposed.WaitAsync(Cancel);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_client_that_goes_away_ends_its_watch(string version)
    {
        var watch = new FakeWatch();
        await using var fixture = await StartAsync(watch);
        (await OpenAsync(fixture, version)).Dispose();
        await watch.Disposed.WaitAsync(Cancel);
        Assert.Empty(fixture.Log);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Removing_a_cluster_ends_its_watches_in_order(string version)
    {
        var watch = new FakeWatch();
        await using var fixture = await StartAsync(watch);
        using var response = await OpenAsync(fixture, version);
        watch.Say("4");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        Assert.Equal(Line(4), await reader.ReadLineAsync(Cancel));
        Assert.True(fixture.Listener.Remove("one"));
        Assert.Null(await reader.ReadLineAsync(Cancel));
        Assert.False(fixture.Listener.Remove("one"));
        var client = fixture.Client(fixture.Meta);
        using var after = await client.GetAsync("/clusters/one/api", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    [Fact]
    public async Task Stopping_the_listener_ends_watches_in_order_and_closes_the_port()
    {
        var watch = new FakeWatch();
        var fixture = await StartAsync(watch);
        using var response = await OpenAsync(fixture, "1.1");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        await fixture.Listener.DisposeAsync();
        Assert.Null(await reader.ReadLineAsync(Cancel));
        await watch.Disposed.WaitAsync(Cancel);
        await Assert.ThrowsAsync<HttpRequestException>(() => fixture.Client(fixture.One).GetAsync("api", Cancel));
    }

    [Fact]
    public async Task A_watch_that_breaks_in_the_middle_breaks_the_response()
    {
        var watch = new FakeWatch();
        await using var fixture = await StartAsync(watch);
        using var response = await OpenAsync(fixture, "1.1");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        watch.Break();
        await Assert.ThrowsAnyAsync<IOException>(async () => await reader.ReadToEndAsync(Cancel));
        Assert.Contains("broken watch", Assert.Single(fixture.Log));
    }

    private static Task<ListenerFixture> StartAsync(WatchSession watch) =>
        ListenerFixture.StartAsync((_, _) => new ValueTask<ApiReply>(new ApiReply.Stream(watch)));

    private static Task<HttpResponseMessage> OpenAsync(ListenerFixture fixture, string version) =>
        fixture.Client(fixture.One, version: Version.Parse(version))
            .GetAsync("api/v1/pods?watch=true", HttpCompletionOption.ResponseHeadersRead, Cancel);

    private static string Line(int number) => $$"""{"type":"ADDED","object":{{number}}}""";
}
