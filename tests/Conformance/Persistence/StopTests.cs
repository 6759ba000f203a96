using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Persistence;

public sealed class StopTests
{
    private const int Interrupted = 130;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ctrl_C_stops_a_fleet_cleanly()
    {
        using var folder = new ScratchFolder();
        await using var fleet = await FleetProcess.StartAsync(folder["data"], clusters: 1, nodes: 1, Cancel);

        await fleet.InterruptAsync(Cancel);

        Assert.Equal(0, await fleet.WaitForExitAsync(Cancel));
    }

    [Fact]
    public async Task A_second_Ctrl_C_ends_a_fleet_that_is_still_stopping()
    {
        using var folder = new ScratchFolder();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var fleet = await FleetProcess.StartAsync(folder["data"], clusters: 0, nodes: 0, Cancel);
        using var client = fleet.Client("meta");
        // A stop waits some seconds for a request that is under way.
        using var body = new HeldBody();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{client.Url}/api/v1/namespaces");
        request.Content = body;
        request.Headers.ExpectContinue = true;
        var sending = client.Http.SendAsync(request, giveUp.Token);
        await body.Awaited;

        await fleet.InterruptAsync(Cancel);
        await fleet.SaysAsync("stopping", Cancel);
        await fleet.InterruptAsync(Cancel);

        Assert.Equal(Interrupted, await fleet.WaitForExitAsync(Cancel));
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
    }
}
