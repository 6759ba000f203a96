using System.Security.Cryptography.X509Certificates;
using Fairway.Kube.Http;
using Fairway.Twin.Api;
using Fairway.Twin.Http;
using Fairway.Twin.Http.Security;
using Fairway.Twin.Storage;
using Xunit;

namespace Fairway.Tests.Kube.Contract;

/// <summary>A cluster of the twin, and its HTTPS face where that is asked for.</summary>
internal sealed class TwinServer : IAsyncDisposable
{
    public const string Id = "one";

    private readonly ClusterAuthority _authority = ClusterAuthority.Create(Id, TimeProvider.System.GetUtcNow());
    private readonly BearerToken _token = BearerToken.Create();
    private FleetListener? _listener;

    public ApiServer Server { get; } = new(new ApiServerOptions(
        new ClusterStore(new StoreOptions { Time = TimeProvider.System }), TimeProvider.System, new Random(1)));

    public DirectKubeApi Direct() => new(Server, ApiUser.Admin);

    /// <summary>Listens; how to be let in.</summary>
    public async Task<KubeEndpoint> ListenAsync(ApiHandler? handler = null)
    {
        _listener = await FleetListener.StartAsync(
            new FleetListenerOptions { DefaultCluster = Id }, TestContext.Current.CancellationToken);
        _listener.Add(new ServedCluster(Id, handler ?? Server.HandleAsync, _authority, _token));
        return new KubeEndpoint
        {
            Server = new Uri(_listener.UrlOf(Id)),
            Name = "twin",
            Authorities = [X509Certificate2.CreateFromPem(_authority.CertificatePem)],
            TlsServerName = _authority.ServerName,
            Token = new FixedToken(_token.Text),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null)
        {
            await _listener.DisposeAsync();
        }

        await Server.DisposeAsync();
    }
}
