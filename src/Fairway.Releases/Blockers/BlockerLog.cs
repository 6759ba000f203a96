using Microsoft.Extensions.Logging;

namespace Fairway.Releases.Blockers;

internal static partial class BlockerLog
{
    [LoggerMessage(LogLevel.Error, "Reading {Query} at {Url}, which a ReleaseBlocker asks for, broke off")]
    public static partial void BrokeOff(ILogger log, string query, string url, Exception e);
}
