using System.Net.Http.Json;
using k8s;

namespace Fairway.Conformance.Hosts;

/// <summary>Plain HTTP to one cluster of a fleet.</summary>
internal sealed class ClusterClient : IDisposable
{
    public ClusterClient(KubernetesClientConfiguration configuration)
    {
        Url = configuration.Host.TrimEnd('/');
        Http = ApiClient.Create(configuration.AccessToken, configuration.SslCaCerts, configuration.TlsServerName);
    }

    public string Url { get; }

    /// <summary>Bears the administrator's token.</summary>
    public HttpClient Http { get; }

    public async Task CreateNamespaceAsync(string name, CancellationToken cancel)
    {
        var body = JsonContent.Create(
            new
            {
                apiVersion = "v1",
                kind = "Namespace",
                metadata = new { name },
            }
        );
        using var response = await Http.PostAsync($"{Url}/api/v1/namespaces", body, cancel);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => Http.Dispose();
}
