using Microsoft.Extensions.Logging;

namespace Fairway.Kube.Sharding;

internal static partial class ShardLog
{
    [LoggerMessage(LogLevel.Information, "{Member} begins shard {Shard}: {Why}")]
    public static partial void Begins(ILogger log, string member, string shard, string why);

    [LoggerMessage(LogLevel.Information, "{Member} stops shard {Shard}: {Why}")]
    public static partial void Stops(ILogger log, string member, string shard, string why);

    [LoggerMessage(LogLevel.Error, "The work on shard {Shard} failed; it is begun again after a rest")]
    public static partial void Failed(ILogger log, Exception e, string shard);

    [LoggerMessage(LogLevel.Warning, "{Action} was not done: {Message}")]
    public static partial void NotDone(ILogger log, ShardAction action, string message);

    [LoggerMessage(
        LogLevel.Warning,
        "Shard {Shard} could not be released and goes to the next when this member's Lease runs out: {Message}")]
    public static partial void NotReleased(ILogger log, string shard, string message);
}
