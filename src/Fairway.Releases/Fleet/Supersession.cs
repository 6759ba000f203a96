using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Releases.CatchUps;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Fleet;

/// <summary>Which Release takes the place of another.</summary>
internal static class Supersession
{
    /// <summary>The newest Release that takes the place of this one; null for none.</summary>
    /// <param name="release">The Release.</param>
    /// <param name="pinned">The pipeline that it pinned; null where it has not begun.</param>
    /// <param name="caches">Where the others are.</param>
    public static string? Find(Release release, ReleasePipelineSpec? pinned, MetaCaches caches)
    {
        if (release.Spec.CatchUp is not null)
        {
            // What has begun ends by its own steps and checks.
            return caches.ItemsOf(release.Metadata.Name).Any(item => item.Status?.Intent is not null)
                ? null
                : new CatchUpReader(caches).Newer(release);
        }

        var pipeline = pinned ?? caches.Pipelines.Find(new ObjectKey(null, release.Spec.Pipeline))?.Value.Spec;
        return pipeline?.OnNewer == NewerPolicy.Supersede && release.Spec.Mode == ReleaseMode.Run
            ? Find(release, caches.ReleasesThat(ReleaseState.Open), change => IsThere(change, caches))
            : null;
    }

    /// <summary>The newest of some Releases that takes the place of this one; null for none. Pure.</summary>
    public static string? Find(Release release, IEnumerable<Release> all, Func<ReleaseChange, bool> isThere) => all
        .Where(other => other.Metadata.Uid != release.Metadata.Uid && other.Spec.Pipeline == release.Spec.Pipeline)
        .Where(other => Rivals.IsWaiting(other) && other.Spec is
            { Mode: ReleaseMode.Run, Paused: false, Stopped: false, RollBack: false })
        .Where(other => Rivals.IsEarlier(release, other))
        .Where(other => (other.Spec.Priority ?? 0) >= (release.Spec.Priority ?? 0))
        .Where(other => Covers(other.Spec, release.Spec))
        .Where(other => other.Spec.Changes.All(isThere))
        .OrderByDescending(other => other.Metadata.CreationTimestamp)
        .ThenByDescending(other => other.Metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault()?.Metadata.Name;

    private static bool Covers(ReleaseSpec newer, ReleaseSpec older) =>
        older.Changes.All(change => newer.Changes.Any(other => other.Component == change.Component))
        && (IsForAll(newer) || HasSameClusters(newer, older));

    private static bool IsForAll(ReleaseSpec spec) =>
        spec is { Cluster: null, Clusters: null, ClusterIds: null };

    private static bool HasSameClusters(ReleaseSpec one, ReleaseSpec other) => one.Cluster == other.Cluster
        && TextOf(one.Clusters) == TextOf(other.Clusters)
        && (one.ClusterIds ?? []).SequenceEqual(other.ClusterIds ?? [], StringComparer.Ordinal);

    private static string TextOf(LabelSelector? selector) =>
        selector is null ? "" : JsonSerializer.Serialize(selector, ApiJson.Default.LabelSelector);

    /// <summary>One that cannot be planned would leave the fleet without either.</summary>
    private static bool IsThere(ReleaseChange change, MetaCaches caches) => !change.Back && !change.Restore
        && (change.Version is null || caches.Version(change.Component, change.Version) is not null);
}
