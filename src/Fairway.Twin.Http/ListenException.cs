using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Fairway.Twin.Http;

/// <summary>The port cannot be listened on; the message says which, and why.</summary>
public sealed class ListenException : IOException
{
    internal ListenException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>What a failed start means; null where it is no matter of the port.</summary>
    internal static string? Explain(int port, Exception failure) => (failure, failure.InnerException) switch
    {
        (IOException, AddressInUseException) => $"port {port} on 127.0.0.1 is in use",
        (SocketException socket, _) => $"port {port} on 127.0.0.1 cannot be had: {socket.Message}",
        _ => null,
    };
}
