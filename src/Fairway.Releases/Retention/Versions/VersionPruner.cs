using Fairway.Api;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Retention.Versions;

/// <summary>Deletes versions that go, after they were audited, and charts that no other version has. Releases are read
/// from the API server first: one that was made a moment ago may name an old version.</summary>
internal sealed class VersionPruner(ReleaseServices services, IKubeApi api)
{
    private static readonly KubeResource Versions = FairwayResources.Of<ComponentVersion>();
    private static readonly KubeResource Components = FairwayResources.Of<Component>();

    /// <summary>Carries a plan out; it can be repeated after a crash in the middle.</summary>
    public async Task PruneAsync(string component, VersionPlan plan, CancellationToken cancel)
    {
        if (plan.Versions.Count == 0)
        {
            return;
        }

        var needed = await NeededAsync(component, cancel);
        var going = plan.Versions.Where(one => !needed.Contains(one.Version.Spec.Version)).ToList();
        if (going.Count == 0)
        {
            return;
        }

        var versions = await api.ListAllAsync(
            Versions, ListQuery.All, ApiJson.Default.ComponentVersion, cancel);
        var names = going.Select(one => one.Version.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        var charts = versions.Where(one => !names.Contains(one.Metadata.Name))
            .Select(one => one.Spec.Chart?.ConfigMap).OfType<string>().ToHashSet(StringComparer.Ordinal);
        await services.MetaDb.CommitAsync(new MetaDbBatch { Audit = [.. going.Select(Entry)] }, cancel);
        foreach (var one in going)
        {
            // The chart first: a version that is left without one by a crash goes with the next look.
            await DeleteChartAsync(one.Version, charts, cancel);
            await api.DeleteIfPresentAsync(
                Versions,
                new ObjectKey(null, one.Version.Metadata.Name),
                new DeleteOptions { Uid = one.Version.Metadata.Uid },
                cancel);
        }
    }

    private async Task<HashSet<string>> NeededAsync(string name, CancellationToken cancel)
    {
        var releases = await api.ListAllAsync(
            FairwayResources.Of<Release>(), ListQuery.All, ApiJson.Default.Release, cancel);
        var component = await api.FindAsync(Components, new ObjectKey(null, name), ApiJson.Default.Component, cancel);
        return VersionNeeds.OfReleases(name, releases).Append(component?.Status?.Stable).OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Only a ConfigMap that a push made for this component: a version may name any.</summary>
    private async Task DeleteChartAsync(ComponentVersion version, HashSet<string> kept, CancellationToken cancel)
    {
        if (version.Spec.Chart is not { ConfigMap: var name } || kept.Contains(name))
        {
            return;
        }

        var key = new ObjectKey(Labels.SystemNamespace, name);
        var metadata = (await api.FindAsync(KubeResources.ConfigMaps, key, cancel))?.ReadNode()["metadata"];
        if ((string?)metadata?["labels"]?[Labels.Component] == version.Spec.Component
            && name.StartsWith($"chart-{version.Spec.Component}-", StringComparison.Ordinal))
        {
            await api.DeleteIfPresentAsync(
                KubeResources.ConfigMaps, key, new DeleteOptions { Uid = (string?)metadata["uid"] }, cancel);
        }
    }

    private AuditEntry Entry(VersionPruning one) => new()
    {
        At = services.Now,
        Actor = services.Member,
        Verb = "prune",
        Subject = $"{one.Version.Spec.Component} {one.Version.Spec.Version}",
        Reason = one.Why,
    };
}
