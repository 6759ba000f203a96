using System.Globalization;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Verbs;

/// <summary>resourceVersions in requests.</summary>
internal static class Revisions
{
    // The reference server waits as long for a revision that it has not seen yet.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <exception cref="ApiFailure">400 where the text is no whole number.</exception>
    public static long Parse(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
        ? revision
        : throw ApiFailure.BadRequest($"Invalid value: \"{text}\": resourceVersion must be a whole number");

    /// <summary>Waits until the cluster has reached the revision.</summary>
    /// <exception cref="ApiFailure">504 where it does not in time.</exception>
    public static async Task ReachAsync(ClusterStore store, long revision, CancellationToken cancel)
    {
        if (revision > store.Revision && !await store.WaitForRevisionAsync(revision, Patience, cancel))
        {
            throw ApiFailure.TooLargeRevision(revision, store.Revision);
        }
    }
}
