using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Fairway.Cli;
using Fairway.Cli.Fleets;
using Fairway.Cli.Logging;
using Xunit;

namespace Fairway.Tests.Cli.Fleets;

public sealed class FleetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> log = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FleetOptions Options => new() { Clusters = 1, Nodes = 0, Data = folder.In("data") };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_fleet_comes_back_on_its_port_with_its_kubeconfig_and_what_the_meta_cluster_held()
    {
        string kubeconfig;
        await using (var fleet = await StartAsync(Options))
        {
            kubeconfig = await File.ReadAllTextAsync(fleet.KubeconfigPath, Cancel);
            using var client = Client(fleet, "meta", kubeconfig);
            const string body = """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kept"}}""";
            using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
            using var made = await client.PostAsync("api/v1/namespaces", content, Cancel);
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        }

        await using var again = await StartAsync(Options);
        Assert.Equal(kubeconfig, await File.ReadAllTextAsync(again.KubeconfigPath, Cancel));
        using var later = Client(again, "meta", kubeconfig);
        var found = await later.GetStringAsync("api/v1/namespaces/kept", Cancel);
        Assert.Equal("kept", JsonNode.Parse(found)!["metadata"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_port_that_was_asked_for_must_be_free_but_that_of_the_last_run_need_not()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var failure = await Assert.ThrowsAsync<CliFailure>(() => StartAsync(Options with { Port = port }));
        Assert.Contains($"port {port} on 127.0.0.1 is in use; choose another with --port", failure.Message);

        new StoredCredentials(1, port, []).Write(folder.In("data/credentials.json"));
        await using var fleet = await StartAsync(Options);
        Assert.DoesNotContain($":{port}", fleet.Url);
        Assert.Contains(log, line => line.Contains($"port {port}"));
    }

    [Fact]
    public async Task Two_fleets_cannot_share_a_folder()
    {
        await using var first = await StartAsync(Options);
        await Assert.ThrowsAsync<CliFailure>(() => StartAsync(Options));
    }

    [Fact]
    public async Task A_damaged_store_is_named_and_left_as_it_is()
    {
        Directory.CreateDirectory(Options.Data);
        var database = folder.In("data/meta.db");
        await File.WriteAllTextAsync(database, new string('x', 10_000), Cancel);
        var failure = await Assert.ThrowsAsync<CliFailure>(() => StartAsync(Options));
        Assert.Contains("meta.db", failure.Message);
        Assert.Equal(10_000, new FileInfo(database).Length);
        File.Delete(database);
        await using var fleet = await StartAsync(Options);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_kubeconfig_is_named_before_anything_starts()
    {
        Directory.CreateDirectory(folder.In("data/kubeconfig"));
        var failure = await Assert.ThrowsAsync<CliFailure>(() => StartAsync(Options));
        Assert.Contains("data/kubeconfig is a folder", failure.Message);
        Assert.False(File.Exists(folder.In("data/meta.db")));
    }

    private Task<Fleet> StartAsync(FleetOptions options) =>
        Fleet.StartAsync(
            options,
            new FleetClock(TimeProvider.System),
            new LogLines(TimeProvider.System, log.Add, verbose: false),
            Cancel);

    private static HttpClient Client(Fleet fleet, string cluster, string kubeconfig)
    {
        var token = kubeconfig.Split("token: ")[1].Split('\n')[0];
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        var client = new HttpClient(handler) { BaseAddress = new Uri($"{fleet.Url}/clusters/{cluster}/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }
}
