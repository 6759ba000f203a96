using System.Net;
using System.Text;

namespace Fairway.Conformance.Hosts;

/// <summary>Something that Prometheus scrapes: it says what it was last told to.</summary>
internal sealed class MetricsTarget : IDisposable
{
    private readonly HttpListener listener = new();
    private volatile string says = "";

    /// <summary>Listens on a port of the loopback.</summary>
    public MetricsTarget()
    {
        Port = FreePort.Next();
        listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        listener.Start();
        _ = ServeAsync();
    }

    public int Port { get; }

    /// <summary>What it says from now on, in the text format.</summary>
    public void Say(string metrics) => says = metrics;

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                context.Response.ContentType = "text/plain; version=0.0.4";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(says));
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // It was closed.
        }
    }
}
