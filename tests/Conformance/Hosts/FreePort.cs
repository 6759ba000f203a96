using System.Net;
using System.Net.Sockets;

namespace Fairway.Conformance.Hosts;

/// <summary>Ports for servers that cannot choose their own.</summary>
internal static class FreePort
{
    /// <summary>A port of the loopback that was free a moment ago.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
