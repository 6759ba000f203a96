using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Fairway.Twin.Http.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Fairway.Twin.Http;

/// <summary>
/// The HTTPS face of a fleet: one port on 127.0.0.1 for every cluster. The path's prefix <c>/clusters/ID</c> chooses
/// the cluster, TLS's server name <c>ID.clusters.fairway.internal</c> its certificate. Clusters come and go while it
/// runs.
/// </summary>
public sealed class FleetListener : IAsyncDisposable
{
    private readonly WebApplication host;
    private readonly ClusterDirectory clusters;
    private readonly FleetListenerOptions options;

    private FleetListener(WebApplication host, ClusterDirectory clusters, FleetListenerOptions options)
    {
        this.host = host;
        this.clusters = clusters;
        this.options = options;
    }

    /// <summary>The port that it listens on.</summary>
    public int Port { get; private set; }

    private IServer Server => host.Services.GetRequiredService<IServer>();

    /// <summary>Starts to listen.</summary>
    /// <exception cref="ListenException">The port cannot be had.</exception>
    public static async Task<FleetListener> StartAsync(FleetListenerOptions options, CancellationToken cancel)
    {
        var served = new ClusterDirectory(options.DefaultCluster);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options.Port, served));
        var listener = new FleetListener(builder.Build(), served, options);
        try
        {
            await listener.Server.StartAsync(
                new FleetApplication(served, options.Faults, options.Time, options.Log), cancel);
        }
        catch (Exception exception) when (ListenException.Explain(options.Port, exception) is { } reason)
        {
            await listener.host.DisposeAsync();
            throw new ListenException(reason, exception);
        }

        var address = listener.Server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        listener.Port = new Uri(address).Port;
        return listener;
    }

    /// <summary>The URL of a cluster, as a kubeconfig names it.</summary>
    public string UrlOf(string clusterId) => $"https://127.0.0.1:{Port}/clusters/{clusterId}";

    /// <summary>Serves a cluster from now on.</summary>
    /// <exception cref="InvalidOperationException">One of that id is served already.</exception>
    public void Add(ServedCluster cluster)
    {
        if (!clusters.TryAdd(cluster))
        {
            throw new InvalidOperationException($"cluster \"{cluster.Id}\" is served already");
        }
    }

    /// <summary>
    /// Stops serving a cluster: its watches end, running requests finish. False where it was not served.
    /// </summary>
    public bool Remove(string clusterId) => clusters.Remove(clusterId);

    /// <summary>Ends watches, lets running requests finish for a while, and closes the port.</summary>
    public async ValueTask DisposeAsync()
    {
        clusters.EndAll();
        using (var limit = new CancellationTokenSource(options.StopWithin, options.Time))
        {
            await Server.StopAsync(limit.Token);
        }

        await host.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, int port, ClusterDirectory clusters)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.ResponseHeaderEncodingSelector = static _ => System.Text.Encoding.UTF8;
        ListenerLimits.Apply(kestrel.Limits);
        kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = context => new(CertificateFor(clusters, context.ClientHelloInfo.ServerName)),
            });
        });
    }

    private static SslServerAuthenticationOptions CertificateFor(ClusterDirectory clusters, string? serverName)
    {
        var named = ClusterAuthority.ClusterOf(serverName) is { } id ? clusters.Find(id) : null;
        return (named ?? clusters.Default)?.Authority.Serving
            ?? throw new AuthenticationException("no cluster is served yet");
    }
}
