using System.Net;
using Fairway.Cli;
using Fairway.Cli.Observing;
using Xunit;

namespace Fairway.Tests.Cli.Observing;

public sealed class ProbeServerTests
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Probes_and_metrics_are_answered_over_http()
    {
        var readiness = new Readiness("it has not begun");
        await using var server = await ProbeServer.StartAsync(
            AnyPort, new ProbePages(() => "told 1\n", readiness), Cancel);
        using var client = new HttpClient { BaseAddress = new Uri(server.Url) };
        Assert.Equal("200 ok", await GetAsync(client, "healthz"));
        Assert.Equal("200 told 1", await GetAsync(client, "metrics"));
        Assert.Equal("503 not ready: it has not begun", await GetAsync(client, "readyz"));
        Assert.Equal("404 here are /metrics, /healthz and /readyz", await GetAsync(client, "elsewhere"));
        var posted = await client.PostAsync("metrics", null, Cancel);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);

        readiness.AskBy(_ => Task.FromResult<string?>(null));
        Assert.Equal("200 ok", await GetAsync(client, "readyz"));
    }

    [Fact]
    public async Task An_address_that_is_taken_is_said()
    {
        var pages = new ProbePages(() => "", new Readiness(""));
        await using var first = await ProbeServer.StartAsync(AnyPort, pages, Cancel);
        var port = new Uri(first.Url).Port;
        var failure = await Assert.ThrowsAsync<CliFailure>(
            () => ProbeServer.StartAsync(new IPEndPoint(IPAddress.Loopback, port), pages, Cancel));
        Assert.Equal($"metrics cannot be served at 127.0.0.1:{port}: it is in use", failure.Message);
    }

    private static async Task<string> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        return $"{(int)answer.StatusCode} {(await answer.Content.ReadAsStringAsync(Cancel)).TrimEnd('\n')}";
    }
}
