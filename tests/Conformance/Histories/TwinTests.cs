using Fairway.Conformance.Histories.Registers;
using Fairway.Conformance.Histories.Watches;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Histories;

/// <summary>Random histories of many clients over HTTPS.</summary>
public sealed class TwinTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(8, 3)]
    [InlineData(24, 2)]
    public async Task Random_histories_of_the_twin_keep_every_promise(int clients, int keys)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var twin = await TwinServer.StartAsync(Budget.Seed, cancel);
        using var client = twin.Client();
        await twin.CreateNamespaceAsync(client, "registers", cancel);
        var server = new KubernetesServer(client, $"{twin.Url}/api/v1/namespaces/registers/configmaps");
        foreach (var round in Enumerable.Range(0, Budget.Of(2)))
        {
            var measure = new RandomHistory(Budget.Seed + round, clients, 2400 / clients / clients + 60, keys, 4);
            var recorder = new HistoryRecorder(server, measure, $"round{round}");

            await recorder.RunAsync(cancel);

            Assert.Equal("", Linearizability.Check(recorder.Calls) ?? "");
            Assert.Equal([], WatchChecks.All([.. recorder.Streams], recorder.Written));
            Assert.Contains(recorder.Streams, stream => stream.Items.Count > 20);
        }

        Assert.Empty(twin.Failures);
    }

    [Theory]
    [InlineData(ServerFault.CachesReads, "no order explains")]
    [InlineData(ServerFault.IgnoresRevisions, "no order explains")]
    [InlineData(ServerFault.DropsChanges, "not reliable")]
    [InlineData(ServerFault.RepeatsChanges, "not unique")]
    [InlineData(ServerFault.SwapsChanges, "not ordered")]
    internal async Task A_fault_between_the_twin_and_its_clients_is_seen(ServerFault fault, string verdict)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var twin = await TwinServer.StartAsync(Budget.Seed, cancel);
        using var client = twin.Client();
        await twin.CreateNamespaceAsync(client, "registers", cancel);
        var server = new KubernetesServer(client, $"{twin.Url}/api/v1/namespaces/registers/configmaps");
        var faulty = new FaultyServer(server, fault, Budget.Seed);
        var recorder = new HistoryRecorder(faulty, new RandomHistory(Budget.Seed, 8, 60, 2, 3), "faulty");

        await recorder.RunAsync(cancel);

        var found = WatchChecks
            .All([.. recorder.Streams], recorder.Written)
            .Prepend(Linearizability.Check(recorder.Calls) ?? "");
        Assert.Contains(found, sentence => sentence.Contains(verdict, StringComparison.Ordinal));
    }
}
