using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Conformance.Histories;
using Fairway.Conformance.Histories.Watches;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Persistence;

/// <summary>
/// The meta cluster of a fleet that is killed in the middle of its work, again and again. That a killed process loses
/// nothing proves nothing about a power cut; that is tested where files are written.
/// </summary>
public sealed class KillTests
{
    private const string Namespace = "crash";
    private const int Clients = 8;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_process_is_killed()
    {
        using var folder = new ScratchFolder();
        var random = new Random(Budget.Seed);
        var clients = Enumerable
            .Range(0, Clients)
            .Select(number => new CrashClient($"c{number}", random.Next()))
            .ToList();
        var watch = new CrashWatch();
        var (revision, writes) = (0L, 0);
        for (var round = 0; round < Budget.Of(5); round++)
        {
            await using var fleet = await FleetProcess.StartAsync(folder["data"], clusters: 0, nodes: 0, Cancel);
            using var client = fleet.Client("meta");
            if (round == 0)
            {
                await client.CreateNamespaceAsync(Namespace, Cancel);
            }

            revision = await CheckAsync(client, clients, watch, revision);
            var server = Server(client);
            var watching = watch.ReadAsync(server, revision, _ => false, Cancel);
            var writing = clients.Select(writer => writer.WriteAsync(server, Cancel)).ToList();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 1500)), TimeProvider.System, Cancel);
            await fleet.KillAsync();
            writes += (await Task.WhenAll(writing)).Sum();
            await watching;
        }

        await using var last = await FleetProcess.StartAsync(folder["data"], clusters: 0, nodes: 0, Cancel);
        using var reader = last.Client("meta");
        revision = await CheckAsync(reader, clients, watch, revision);
        Assert.True(writes > 100, $"only {writes} writes were acknowledged");
        await CheckResumedAsync(Server(reader), watch, clients, revision);
    }

    /// <summary>
    /// Everything acknowledged or shown is there, and the revision is no lower than any that was told.
    /// </summary>
    private static async Task<long> CheckAsync(
        ClusterClient client,
        IReadOnlyList<CrashClient> clients,
        CrashWatch watch,
        long before
    )
    {
        var list = JsonNode.Parse(await client.Http.GetStringAsync(Collection(client), Cancel))!;
        var found = list["items"]!
            .AsArray()
            .ToDictionary(
                item => (string)item!["metadata"]!["name"]!,
                item => ((string?)item!["data"]?["v"] ?? "", Number(item["metadata"]!["resourceVersion"]!))
            );
        var highest = clients.SelectMany(writer => writer.Records.Values).Max(record => record.Revision);
        var revision = Number(list["metadata"]!["resourceVersion"]!);

        Assert.Equal([], clients.SelectMany(writer => writer.Settle(found)));
        Assert.True(
            revision >= Math.Max(before, Math.Max(highest, watch.Revision)),
            $"revision {revision} after {highest}"
        );
        var shown = watch
            .Items.Where(item => item.Kind != WatchItemKind.Bookmark)
            .GroupBy(item => item.Key)
            .Select(group => group.Last());
        Assert.Equal(
            [],
            shown.Where(item =>
                item.Value is not null && found.TryGetValue(item.Key, out var state) && state.Item2 < item.Revision
            )
        );
        return revision;
    }

    /// <summary>The watch goes on where the crash cut it off, or is told that it cannot.</summary>
    private static async Task CheckResumedAsync(
        KubernetesServer server,
        CrashWatch watch,
        IReadOnlyList<CrashClient> clients,
        long anew
    )
    {
        var name = clients[0].Records.Keys.First();
        var isThere = clients[0].Records[name].Value is not null;
        var call = isThere ? Histories.Registers.RegisterCall.Update : Histories.Registers.RegisterCall.Create;
        var reading = watch.ReadAsync(server, anew, item => item.Value == "the end", Cancel);
        await server.CallAsync(call, new RegisterArguments(name, "the end", null), Cancel);
        await reading.WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        var stream = new WatchStream(
            "the watch over crashes",
            watch.Items[0].Revision - 1,
            watch.Items,
            watch.Revision
        );
        var written = clients
            .SelectMany(writer => writer.Records)
            .Where(pair => pair.Value.Value is not null && pair.Key != name)
            .Select(pair => new WatchItem(WatchItemKind.Modified, pair.Value.Revision, pair.Key, pair.Value.Value));
        Assert.Equal(
            [],
            [
                .. WatchChecks.Ordered(stream),
                .. WatchChecks.Unique(stream),
                .. WatchChecks.Consequent(stream),
                .. WatchChecks.Reliable(stream, [.. written]),
            ]
        );
    }

    private static KubernetesServer Server(ClusterClient client) => new(client.Http, Collection(client));

    private static string Collection(ClusterClient client) => $"{client.Url}/api/v1/namespaces/{Namespace}/configmaps";

    private static long Number(JsonNode text) => long.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture);
}
