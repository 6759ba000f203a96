using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.BadInput;

/// <summary>Clients that dawdle, or vanish in the middle, hold nobody up but themselves.</summary>
public sealed class SlowConnectionTests
{
    private const int Dawdlers = 60;

    [Fact]
    public async Task Slow_and_half_open_connections_hold_nobody_up()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var twin = await TwinServer.StartAsync(Budget.Seed, cancel);
        using var client = twin.Client();
        await twin.CreateNamespaceAsync(client, "slow", cancel);
        var connections = new List<Stream>();
        try
        {
            for (var number = 0; number < Dawdlers; number++)
            {
                connections.Add(await BeginAsync(twin, number % 4, cancel));
            }

            using var quick = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            for (var number = 0; number < 100; number++)
            {
                using var answer = await client.GetAsync($"{twin.Url}/api/v1/namespaces/slow", quick.Token);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                await DripAsync(connections, cancel);
            }
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }

        using var afterwards = await client.GetAsync($"{twin.Url}/api/v1/namespaces/slow/configmaps", cancel);
        Assert.Equal(HttpStatusCode.OK, afterwards.StatusCode);
        Assert.Empty(twin.Failures);
    }

    /// <summary>
    /// Connects, and stops: before TLS, within the head, within a body of known length, or within a chunk.
    /// </summary>
    private static async Task<Stream> BeginAsync(TwinServer twin, int stage, CancellationToken cancel)
    {
        var address = new Uri(twin.Url);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, cancel);
        var plain = new NetworkStream(socket, ownsSocket: true);
        if (stage == 0)
        {
            await plain.WriteAsync(new byte[] { 0x16, 0x03 }, cancel);
            return plain;
        }

        var secure = new SslStream(plain);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust };
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.CustomTrustStore.AddRange(twin.Authority);
        var options = new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", CertificateChainPolicy = policy };
        await secure.AuthenticateAsClientAsync(options, cancel);
        var target = $"{address.AbsolutePath}/api/v1/namespaces/slow/configmaps";
        var head =
            $"POST {target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {twin.Token}\r\n"
            + "Content-Type: application/json\r\n";
        var text = stage switch
        {
            1 => head,
            2 => $"{head}Content-Length: 5000\r\n\r\n{{",
            _ => $"{head}Transfer-Encoding: chunked\r\n\r\nff\r\n{{",
        };
        await secure.WriteAsync(Encoding.ASCII.GetBytes(text), cancel);
        return secure;
    }

    /// <summary>One byte more on each; that the server has closed some by now is its right.</summary>
    private static async Task DripAsync(IEnumerable<Stream> connections, CancellationToken cancel)
    {
        foreach (var connection in connections.OfType<SslStream>())
        {
            try
            {
                await connection.WriteAsync("x"u8.ToArray(), cancel);
            }
            catch (IOException)
            {
                // Closed: a refusal without words, which is all that half a request deserves.
            }
        }
    }
}
