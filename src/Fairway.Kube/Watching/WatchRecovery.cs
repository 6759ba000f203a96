using System.Text.Json;

namespace Fairway.Kube.Watching;

/// <summary>What to do after a watch or a list has failed. Pure.</summary>
internal enum WatchRecovery
{
    /// <summary>Go on from the last version that was seen.</summary>
    Resume,

    /// <summary>That version is of no use any more: read everything anew.</summary>
    Relist,

    /// <summary>The server does not stream lists: list, then watch.</summary>
    ListInstead,
}

/// <summary>Decides on a <see cref="WatchRecovery"/>.</summary>
internal static class WatchRecoveryPlanner
{
    /// <summary>After <paramref name="failure"/>, which came while a list was being streamed or while changes were
    /// read.</summary>
    public static WatchRecovery Plan(Exception failure, bool openingStreamedList)
    {
        if (failure is JsonException)
        {
            return WatchRecovery.Relist;
        }

        if (failure is not KubeApiException refusal)
        {
            return WatchRecovery.Resume;
        }

        if (refusal.Status == 410 || refusal.Details?.HasCause("ResourceVersionTooLarge") == true)
        {
            return WatchRecovery.Relist;
        }

        // 422 is how a server without the feature answers; the others are how proxies and old servers do.
        return openingStreamedList && refusal.Status is 400 or 405 or 406 or 415 or 422 or 501
            ? WatchRecovery.ListInstead
            : WatchRecovery.Resume;
    }
}
