using Microsoft.Extensions.Logging;

namespace Fairway.Tests.Cli.Logging;

/// <summary>Messages as the runtime logs them: source-generated.</summary>
internal static partial class Sayings
{
    [LoggerMessage(LogLevel.Debug, "looking at {Key}")]
    public static partial void Looks(this ILogger log, string key);

    [LoggerMessage(LogLevel.Information, "watching {Key}")]
    public static partial void Watches(this ILogger log, string key);

    [LoggerMessage(LogLevel.Warning, "could not reconcile {Key}")]
    public static partial void Warns(this ILogger log, string key);

    [LoggerMessage(LogLevel.Warning, "lost {Key}")]
    public static partial void Loses(this ILogger log, string key);

    [LoggerMessage(LogLevel.Warning, "could not reconcile {Key}")]
    public static partial void Warns(this ILogger log, Exception exception, string key);

    [LoggerMessage(LogLevel.Error, "could not reconcile {Key}")]
    public static partial void Fails(this ILogger log, string key);

    [LoggerMessage(LogLevel.Error, "failed to reconcile {Key}")]
    public static partial void Fails(this ILogger log, Exception exception, string key);
}
