using Fairway.Kube;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Retention.Versions;

/// <summary>Sees the versions of a component, and who needs them.</summary>
internal sealed class VersionReader(ReleaseServices services)
{
    private MetaCaches Caches => services.Caches;

    /// <summary>What is seen now. Where not all is seen, nothing of it goes.</summary>
    /// <param name="name">The component.</param>
    /// <param name="pruned">When all of it that could go last went; null: not yet.</param>
    public VersionObservation Observe(string name, DateTimeOffset? pruned)
    {
        var component = Caches.Components.Find(new ObjectKey(null, name))?.Value;
        var isWhole = Caches.All.All(cache => cache.HasSynced);
        return new VersionObservation(
            services.Now,
            isWhole ? component?.Spec.Retention : null,
            [.. Caches.VersionsOf(name)],
            Needed(name).Append(component?.Status?.Stable).OfType<string>().ToHashSet(StringComparer.Ordinal),
            pruned);
    }

    private IEnumerable<string> Needed(string name) =>
        VersionNeeds.OfReleases(name, Caches.ReleasesOf([name]))
            .Concat(VersionNeeds.OfClusters(name, Caches.ItemsThatChange(name)))
            .Concat(Caches.PairsOf(name).SelectMany(VersionNeeds.Of));
}
