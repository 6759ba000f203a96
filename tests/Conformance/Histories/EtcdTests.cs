using Fairway.Conformance.Histories.Registers;
using Fairway.Conformance.Histories.Watches;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Histories;

/// <summary>
/// The checkers are held against a store that keeps these promises: if they cry out here, they are wrong.
/// </summary>
public sealed class EtcdTests
{
    [Fact]
    public async Task The_checkers_find_nothing_in_random_histories_of_etcd()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new ScratchFolder();
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        var (process, _) = await ServerProcess.StartAsync(
            Tool.Path("FAIRWAY_ETCD"),
            [
                "--data-dir",
                folder["etcd"],
                "--listen-client-urls",
                url,
                "--advertise-client-urls",
                url,
                "--listen-peer-urls",
                $"http://127.0.0.1:{FreePort.Next()}",
            ],
            line => line.Contains("serving insecure client requests", StringComparison.Ordinal),
            cancel
        );
        await using var running = process;
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        var server = new EtcdServer(client);
        var recorder = new HistoryRecorder(server, new RandomHistory(Budget.Seed, 6, Budget.Of(100), 3, 3), "etcd");

        await Task.WhenAll(recorder.RunAsync(cancel), WritePairsAsync(server, cancel));

        Assert.Equal("", Linearizability.Check(recorder.Calls) ?? "");
        Assert.Equal([], WatchChecks.All([.. recorder.Streams], recorder.Written));
        Assert.Contains(recorder.Streams, stream => stream.Items.Count > 20);
    }

    private static async Task WritePairsAsync(EtcdServer server, CancellationToken cancel)
    {
        for (var number = 0; number < 50; number++)
        {
            await server.WritePairAsync("pair-a", "pair-b", $"p{number}", cancel);
        }
    }
}
