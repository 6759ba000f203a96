using System.Net.Sockets;
using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

/// <summary>
/// kubectl between a client and the cluster. <c>--append-server-path</c>, since the cluster is at a path.
/// </summary>
public sealed class ProxyTests(FleetFixture fleet)
{
    private static readonly string[] Start = ["proxy", "--append-server-path"];

    public static TheoryData<string> Versions => KubectlVersions.All;

    [Theory, MemberData(nameof(Versions))]
    public async Task A_proxy_at_a_port_of_its_choice(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        string[] found = [];

        await kubectl.FollowAsync($"{string.Join(' ', Start)} --port=0", async line =>
        {
            if (line.Split(' ') is [.., var address] && line.StartsWith("Starting to serve", StringComparison.Ordinal))
            {
                using var client = new HttpClient();
                found = await VersionsAsync(client, $"http://{address}");
            }

            return found.Length > 0;
        });

        Assert.Equal(["v1"], found);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_proxy_at_a_socket(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var path = Path.Combine(fleet.Folder("sockets"), kubectl.Namespace);
        string[] found = [];

        await kubectl.FollowAsync($"{string.Join(' ', Start)} --unix-socket={path}", async line =>
        {
            using var client = new HttpClient(new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancel) =>
                {
                    var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            });
            found = await VersionsAsync(client, "http://localhost");
            return true;
        });

        Assert.Equal(["v1"], found);
    }

    private static async Task<string[]> VersionsAsync(HttpClient client, string url)
    {
        var body = await client.GetStringAsync($"{url}/api/", TestContext.Current.CancellationToken);
        return [.. JsonNode.Parse(body)!["versions"]!.AsArray().Select(item => (string)item!)];
    }
}
