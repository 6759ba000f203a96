using System.Net;
using System.Security.Cryptography.X509Certificates;
using Fairway.Kube.Http;

namespace Fairway.Bench.Loads;

/// <summary>Clients as users have them, each with a connection of its own.</summary>
internal sealed class LoadClients : IDisposable
{
    private readonly List<HttpKubeApi> clients;

    public LoadClients(LoadJob job)
    {
        var endpoint = new KubeEndpoint
        {
            Server = new Uri(job.Target.Url),
            TlsServerName = job.Target.ServerName,
            Authorities = [X509Certificate2.CreateFromPem(job.Target.AuthorityPem)],
            Token = new FixedToken(job.Target.Token),
            NewestHttp = job.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
        };
        clients = [.. Enumerable.Range(0, job.Clients).Select(_ => new HttpKubeApi(endpoint, TimeProvider.System))];
    }

    public HttpKubeApi this[int number] => clients[number];

    public void Dispose() => clients.ForEach(static client => client.Dispose());
}
