using System.Globalization;

namespace Fairway.Kube.Controllers.Decorators;

/// <summary>What metrics call a failure. What a server's refusal is called is the server's own choice, so the status
/// code stands for it.</summary>
internal static class ErrorKind
{
    public static string Of(Exception failure) => failure switch
    {
        KubeApiException { IsConflict: true } => "conflict",
        KubeApiException { Status: 0 } => "unreachable",
        KubeApiException refused => refused.Status.ToString(CultureInfo.InvariantCulture),
        TimeoutException => "timeout",
        _ => "program",
    };
}
