using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Fairway.Cli.Observing;

/// <summary>Serves metrics and probes over plain HTTP: they hold no secret, and probes of a kubelet bring no
/// certificate.</summary>
internal sealed class ProbeServer : IAsyncDisposable
{
    private const int LargestRequest = 16 * 1024;
    private const int MostConnections = 100;

    private readonly WebApplication host;

    private ProbeServer(WebApplication host) => this.host = host;

    /// <summary>Where it listens.</summary>
    public string Url => host.Services.GetRequiredService<IServer>().Features
        .GetRequiredFeature<IServerAddressesFeature>().Addresses.First();

    /// <summary>Listens from now on.</summary>
    /// <exception cref="CliFailure">The address cannot be had.</exception>
    public static async Task<ProbeServer> StartAsync(IPEndPoint address, ProbePages pages, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxRequestHeadersTotalSize = LargestRequest;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(address);
        });
        var host = builder.Build();
        host.Run(context => AnswerAsync(context, pages));
        try
        {
            await host.StartAsync(cancel);
            return new ProbeServer(host);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await host.DisposeAsync();
            var why = e.InnerException is AddressInUseException ? "it is in use" : e.Message;
            throw new CliFailure($"metrics cannot be served at {address}: {why}", e);
        }
    }

    /// <summary>Lets go of the address.</summary>
    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, ProbePages pages)
    {
        var page = await pages.AnswerAsync(
            context.Request.Method, context.Request.Path.Value ?? "", context.RequestAborted);
        var body = Encoding.UTF8.GetBytes(page.Text);
        context.Response.StatusCode = page.Status;
        context.Response.ContentType = page.ContentType;
        context.Response.ContentLength = body.Length;
        if (context.Request.Method != "HEAD")
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
