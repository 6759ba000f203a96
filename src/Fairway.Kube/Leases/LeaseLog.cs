using Microsoft.Extensions.Logging;

namespace Fairway.Kube.Leases;

internal static partial class LeaseLog
{
    [LoggerMessage(LogLevel.Information, "Lease {Lease} is held by {Holder}, term {Epoch}")]
    public static partial void Taken(ILogger log, ObjectKey lease, string holder, long epoch);

    [LoggerMessage(LogLevel.Warning, "Lease {Lease} could not be taken: {Message}")]
    public static partial void NotTaken(ILogger log, ObjectKey lease, string message);

    [LoggerMessage(LogLevel.Warning, "Lease {Lease} could not be renewed: {Message}")]
    public static partial void NotRenewed(ILogger log, ObjectKey lease, string message);

    [LoggerMessage(
        LogLevel.Warning, "Lease {Lease} is not {Holder}'s any more, or could not be renewed in time: its work stops")]
    public static partial void Stopping(ILogger log, ObjectKey lease, string holder);

    [LoggerMessage(LogLevel.Warning, "Lease {Lease} was lost by {Holder}; its work has stopped")]
    public static partial void Lost(ILogger log, ObjectKey lease, string holder);

    [LoggerMessage(LogLevel.Warning, "Lease {Lease} could not be released and will run out: {Message}")]
    public static partial void NotGivenUp(ILogger log, ObjectKey lease, string message);
}
