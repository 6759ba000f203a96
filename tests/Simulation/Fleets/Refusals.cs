using System.Buffers;
using System.Text;
using Fairway.Kube;

namespace Fairway.Simulation.Fleets;

/// <summary>What a caller gets where a call goes wrong.</summary>
internal static class Refusals
{
    public static KubeApiException Lost(string cluster) => new(0, "Unreachable", $"{cluster} was not reached");

    public static KubeResponse Internal() => Of(500, "InternalError", "Internal error occurred: a fault of the test");

    public static KubeResponse TooMany() =>
        Of(429, "TooManyRequests", "Too many requests, please try again later.") with { RetryAfterSeconds = 1 };

    public static KubeResponse Conflict() => Of(
        409, "Conflict", "Operation cannot be fulfilled: the object has been modified; please apply your changes to "
        + "the latest version and try again");

    private static KubeResponse Of(int status, string reason, string message) => new()
    {
        Status = status,
        ContentType = "application/json",
        Body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes($$"""
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"{{message}}",
             "reason":"{{reason}}","code":{{status}}}
            """)),
    };
}
