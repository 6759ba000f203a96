using System.Net.Http;
using System.Net.Sockets;

namespace Fairway.Kube.Http;

/// <summary>Says in one sentence why no answer came.</summary>
internal static class TransportFailure
{
    public static KubeApiException From(HttpRequestException failure, KubeEndpoint endpoint, string? certificateRefusal)
    {
        var socket = failure.InnerException as SocketException;
        var why = failure.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError =>
                $"the name {endpoint.Server.Host} is not known; check the server address",
            HttpRequestError.SecureConnectionError when certificateRefusal is not null =>
                $"{certificateRefusal}; check certificate-authority-data and tls-server-name",
            HttpRequestError.SecureConnectionError =>
                $"the TLS handshake failed ({Innermost(failure)}); check that the address speaks TLS and takes the "
                + $"client certificate",
            HttpRequestError.ConnectionError when socket?.SocketErrorCode == SocketError.ConnectionRefused =>
                "the connection was refused; check that the server runs and the port is right",
            HttpRequestError.ConnectionError =>
                $"no connection could be made ({Innermost(failure)})",
            _ => $"the connection broke off ({Innermost(failure)})",
        };
        return Unreachable(endpoint, why, failure);
    }

    public static KubeApiException Unreachable(KubeEndpoint endpoint, string why, Exception? inner) =>
        new(0, "Unreachable", $"The API server {endpoint.Label} cannot be reached: {why}.", inner);

    public static KubeApiException TimedOut(KubeEndpoint endpoint, Exception inner) => new(
        0,
        "Timeout",
        $"The API server {endpoint.Label} did not answer within {endpoint.RequestTimeout.TotalSeconds:0} seconds.",
        inner);

    public static KubeApiException BrokeOff(KubeEndpoint endpoint, Exception inner) => new(
        0,
        "Unreachable",
        $"The answer of the API server {endpoint.Label} broke off ({inner.Message.TrimEnd('.')}).",
        inner);

    private static string Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure.Message.TrimEnd('.');
    }
}
