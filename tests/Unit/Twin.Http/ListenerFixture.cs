using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Faults;
using Fairway.Twin.Http;
using Fairway.Twin.Http.Security;
using Xunit;

namespace Fairway.Tests.Twin.Http;

/// <summary>A listener with the clusters <c>meta</c> and <c>one</c>, whose core is what the test says.</summary>
internal sealed class ListenerFixture : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly List<HttpClient> clients = [];

    private ListenerFixture(FleetListener listener, ApiHandler handler, IReadOnlyList<string> log)
    {
        Listener = listener;
        Log = log;
        Meta = Add("meta", handler);
        One = Add("one", handler);
    }

    public FleetListener Listener { get; }

    public Entrance Meta { get; }

    public Entrance One { get; }

    /// <summary>What the listener logged.</summary>
    public IReadOnlyList<string> Log { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<ListenerFixture> StartAsync(Func<ApiCall, KubeResponse> answer, FaultBoard? faults = null) =>
        StartAsync((call, _) => new ValueTask<ApiReply>(new ApiReply.Answer(answer(call))), faults);

    public static async Task<ListenerFixture> StartAsync(ApiHandler handler, FaultBoard? faults = null)
    {
        var log = new List<string>();
        var options = new FleetListenerOptions
        {
            DefaultCluster = "meta",
            Log = log.Add,
            Faults = faults,
        };
        return new ListenerFixture(await FleetListener.StartAsync(options, Cancel), handler, log);
    }

    public static KubeResponse Text(string text, int status = 200) => new()
    {
        Status = status,
        ContentType = "application/json",
        Body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)),
    };

    public Entrance Add(string id, ApiHandler handler)
    {
        var entrance = new Entrance(id, ClusterAuthority.Create(id, Now), BearerToken.Create());
        Listener.Add(new ServedCluster(id, handler, entrance.Authority, entrance.Token));
        return entrance;
    }

    /// <summary>
    /// A client of a cluster; it trusts that cluster's authority alone, and asks for <paramref name="serverName"/>.
    /// </summary>
    public HttpClient Client(Entrance entrance, string? serverName = null, Version? version = null)
    {
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.None,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                    CustomTrustStore = { X509Certificate2.CreateFromPem(entrance.Authority.CertificatePem) },
                },
            },
        };
        var client = new HttpClient(handler)
        {
            BaseAddress = new Uri(Listener.UrlOf(entrance.Id) + "/"),
            DefaultRequestVersion = version ?? HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        // HttpClient takes TLS's server name from the Host header, whatever the TLS options say.
        client.DefaultRequestHeaders.Host = serverName ?? entrance.Authority.ServerName;
        client.DefaultRequestHeaders.Authorization = new("Bearer", entrance.Token.Text);
        clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
        {
            client.Dispose();
        }

        await Listener.DisposeAsync();
    }

    internal sealed record Entrance(string Id, ClusterAuthority Authority, BearerToken Token);
}
