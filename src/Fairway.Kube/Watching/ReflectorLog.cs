using Microsoft.Extensions.Logging;

namespace Fairway.Kube.Watching;

internal static partial class ReflectorLog
{
    [LoggerMessage(LogLevel.Warning, "Watch of {Resource} failed, next try in {Delay}: {Message}")]
    public static partial void Failed(ILogger log, string resource, TimeSpan delay, string message);

    [LoggerMessage(LogLevel.Information, "Watch of {Resource} reads everything anew: {Message}")]
    public static partial void Relists(ILogger log, string resource, string message);

    [LoggerMessage(LogLevel.Information, "The server does not stream lists of {Resource}; listing instead: {Message}")]
    public static partial void ListsInstead(ILogger log, string resource, string message);
}
