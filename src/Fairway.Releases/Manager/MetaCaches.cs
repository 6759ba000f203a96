using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Api.Safety;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Releases.Blockers;
using Fairway.Releases.Clusters;
using Fairway.Releases.Gates;
using Fairway.Releases.Interlocks;
using Fairway.Releases.Windows;

namespace Fairway.Releases.Manager;

/// <summary>The meta cluster's resources, kept once for all shards of a process.</summary>
internal sealed class MetaCaches(IKubeApi api, KubeEnvironment environment)
{
    private const string OfComponent = "component";

    private const string ByRelease = "release";
    private const string ByState = "state";
    private const string InterlockedIn = "interlocked-in";

    private volatile ReleaseNews? _news;

    private readonly SightShelf<ReleaseWindow, WindowSight> _windows = new(WindowSight.Of, one => one.Window);
    private readonly SightShelf<ReleaseBlocker, BlockerSight> _blockers = new(BlockerSight.Of, one => one.Blocker);

    public ObjectCache<Release> Releases { get; } = IndexedReleases(
        new(api, FairwayResources.Of<Release>(), ApiJson.Default.Release, environment));

    public ObjectCache<ClusterRelease> ClusterReleases { get; } = IndexedItems(
        new(api, FairwayResources.Of<ClusterRelease>(), ApiJson.Default.ClusterRelease, environment));

    public ObjectCache<Cluster> Clusters { get; } = ByNamespace<Cluster>(
        new(api, FairwayResources.Of<Cluster>(), ApiJson.Default.Cluster, environment));

    public ObjectCache<ReleasePipeline> Pipelines { get; } =
        new(api, FairwayResources.Of<ReleasePipeline>(), ApiJson.Default.ReleasePipeline, environment);

    public ObjectCache<Component> Components { get; } =
        new(api, FairwayResources.Of<Component>(), ApiJson.Default.Component, environment);

    public ObjectCache<ComponentVersion> Versions { get; } = ByComponent<ComponentVersion>(
        new(api, FairwayResources.Of<ComponentVersion>(), ApiJson.Default.ComponentVersion, environment),
        item => item.Value.Spec.Component);

    public ObjectCache<MetaConfig> MetaConfigs { get; } = ByComponent<MetaConfig>(
        new(api, FairwayResources.Of<MetaConfig>(), ApiJson.Default.MetaConfig, environment),
        item => item.Value.Spec.Component);

    public ObjectCache<ClusterComponent> ClusterComponents { get; } = IndexedPairs(
        new(api, FairwayResources.Of<ClusterComponent>(), ApiJson.Default.ClusterComponent, environment));

    public ObjectCache<EmergencyStop> Stops { get; } =
        new(api, FairwayResources.Of<EmergencyStop>(), ApiJson.Default.EmergencyStop, environment);

    public ObjectCache<ReleaseWindow> Windows { get; } =
        new(api, FairwayResources.Of<ReleaseWindow>(), ApiJson.Default.ReleaseWindow, environment);

    public ObjectCache<ReleaseBlocker> Blockers { get; } =
        new(api, FairwayResources.Of<ReleaseBlocker>(), ApiJson.Default.ReleaseBlocker, environment);

    public ObjectCache<Approval> Approvals { get; } =
        new(api, FairwayResources.Of<Approval>(), ApiJson.Default.Approval, environment);

    public IReadOnlyList<ObjectCache> All =>
    [
        Releases, ClusterReleases, Clusters, Pipelines, Components, Versions, MetaConfigs, ClusterComponents, Stops,
        Windows, Blockers, Approvals,
    ];

    /// <summary>What blockers ask of metrics.</summary>
    public BlockerMetrics BlockerMetrics { get; init; } = new(null, environment);

    /// <summary>What the gates of the meta cluster decide on.</summary>
    public GateBook Gates
    {
        get
        {
            // Once for all clusters of a Release that is looked at: each asks.
            var waiting = new Lazy<ILookup<string, Release>>(
                () => ContenderFinder.Waiting(ReleasesThat(ReleaseState.Open)));
            return new GateBook
            {
                Windows = _windows.Of(Windows.All.Select(item => item.Value)),
                Blockers = _blockers.Of(Blockers.All.Select(item => item.Value)),
                OccupantsOf = OccupantsOf,
                ContendersOf = (own, release) => ContendersOf(own, release, waiting),
                DomainOf = DomainOf,
                ReadingOf = BlockerMetrics.Find,
                Approvals = [.. GateBook.ByName(Approvals.All.Select(item => item.Value))],
            };
        }
    }

    /// <summary>The ClusterReleases of a cluster.</summary>
    public IEnumerable<ClusterRelease> ReleasesIn(string clusterId) =>
        ClusterReleases.InNamespace(clusterId).Select(item => item.Value);

    /// <summary>Those of them that wait for others of their conflict domain.</summary>
    public IEnumerable<ClusterRelease> InterlockedReleasesIn(string clusterId) =>
        ClusterReleases.Lookup(InterlockedIn, clusterId).Select(item => item.Value);

    /// <summary>The Releases of which that is true. Thousands that have ended stay where clusters stand on them, and
    /// whoever asks for each change must not meet them all.</summary>
    public IEnumerable<Release> ReleasesThat(ReleaseState state) =>
        Releases.Lookup(ByState, state.ToString()).Select(item => item.Value);

    /// <summary>The Releases that change one of some components.</summary>
    public IEnumerable<Release> ReleasesOf(IEnumerable<string> components) => components
        .Distinct(StringComparer.Ordinal)
        .SelectMany(component => Releases.Lookup(OfComponent, component))
        .Select(item => item.Value);

    /// <summary>The ClusterReleases that change a component.</summary>
    public IEnumerable<ClusterRelease> ItemsThatChange(string component) =>
        ClusterReleases.Lookup(OfComponent, component).Select(item => item.Value);

    /// <summary>Whether it is what some cluster was brought last of some component.</summary>
    public bool HasBroughtWhatIsThere(string release) => ClusterComponents.Has(ByRelease, release);

    /// <summary>The ClusterReleases of that Release's name; see <see cref="OwnedBy"/>.</summary>
    public IEnumerable<ClusterRelease> ItemsOf(string release) =>
        ClusterReleases.Lookup(ByRelease, release).Select(item => item.Value);

    /// <summary>Whom of its clusters a change of a Release concerns. All shards ask, one after the other, for the same
    /// change.</summary>
    public ReleaseNews NewsOf(CacheChange<Release> change)
    {
        var news = _news is { } known && known.IsOf(change) ? known : new ReleaseNews(change, Blockers.Count > 0);
        _news = news;
        return news;
    }

    /// <summary>The conflict domain of a component.</summary>
    public ConflictDomain DomainOf(string component) =>
        Components.Find(new ObjectKey(null, component))?.Value.Spec.ConflictDomain ?? ConflictDomain.None;

    private IReadOnlyList<Occupant> OccupantsOf(ClusterRelease own) => OccupantFinder.Find(own, new OccupantFacts(
        ReleasesIn(own.ClusterId),
        Cluster(own.ClusterId)?.Metadata.Labels,
        Stops.All.Select(stop => stop.Value),
        ReleaseOf,
        DomainOf));

    private IReadOnlyList<Contender> ContendersOf(
        ClusterRelease own, Release release, Lazy<ILookup<string, Release>> waiting) =>
        own.Spec.Changes.Any(change => DomainOf(change.Component) != ConflictDomain.None)
            ? ContenderFinder.Find(
                own, release, waiting.Value[own.ClusterId], ReleasesIn(own.ClusterId), DomainOf)
            : [];

    private static ObjectCache<ClusterRelease> IndexedItems(ObjectCache<ClusterRelease> cache)
    {
        cache.AddIndex(ByRelease, item => [item.Value.Spec.Release]);
        cache.AddIndex(OfComponent, item => Distinct(item.Value.Spec.Changes.Select(one => one.Component)));
        cache.AddIndex(
            InterlockedIn,
            item => item.Value.Status?.Reason == ClusterReleaseReasons.Interlocked ? [item.Value.ClusterId] : []);
        return ByNamespace(cache);
    }

    private static ObjectCache<Release> IndexedReleases(ObjectCache<Release> cache)
    {
        cache.AddIndex(ByState, item => ReleaseStates.Of(item.Value).Select(state => state.ToString()));
        cache.AddIndex(OfComponent, item => Distinct(item.Value.Spec.Changes.Select(one => one.Component)));
        return cache;
    }

    private static ObjectCache<ClusterComponent> IndexedPairs(ObjectCache<ClusterComponent> cache)
    {
        cache.AddIndex(ByRelease, item => item.Value.Spec.Release is { } release ? [release] : []);
        return ByNamespace(ByComponent<ClusterComponent>(cache, item => item.Key.Name));
    }

    private static IEnumerable<string> Distinct(IEnumerable<string> names) => names.Distinct(StringComparer.Ordinal);

    private static ObjectCache<T> ByNamespace<T>(ObjectCache<T> cache)
        where T : class
    {
        cache.AddNamespaceIndex();
        return cache;
    }

    /// <summary>The Cluster of an id; null where the cache has none.</summary>
    public Cluster? Cluster(string id) => Clusters.Find(new ObjectKey(id, Api.Clusters.Cluster.FixedName))?.Value;

    /// <summary>All meta-configs of a component, by name.</summary>
    public IReadOnlyList<MetaConfig> Configs(string component) =>
        [.. MetaConfigs.Lookup(OfComponent, component).Select(item => item.Value)];

    /// <summary>All versions of a component, by name.</summary>
    public IEnumerable<ComponentVersion> VersionsOf(string component) =>
        Versions.Lookup(OfComponent, component).Select(item => item.Value);

    /// <summary>A component on all clusters that have it, by cluster. With hundreds of components it is one pair of
    /// hundreds.</summary>
    public IEnumerable<ClusterComponent> PairsOf(string component) =>
        ClusterComponents.Lookup(OfComponent, component).Select(item => item.Value);

    /// <summary>A version of a component; null where there is none.</summary>
    public ComponentVersion? Version(string component, string version) =>
        Versions.Find(new ObjectKey(null, ComponentVersion.NameOf(component, version)))?.Value;

    /// <summary>The Release to which a ClusterRelease belongs; null where there is none, or another of its
    /// name.</summary>
    public Release? ReleaseOf(ClusterRelease item)
    {
        var release = Releases.Find(new ObjectKey(null, item.Spec.Release))?.Value;
        return release is not null && OwnedBy(item, release) ? release : null;
    }

    /// <summary>Whether a ClusterRelease belongs to this Release, and not to an earlier one of its name.</summary>
    public static bool OwnedBy(ClusterRelease item, Release release) =>
        item.Spec.Release == release.Metadata.Name
        && item.Metadata.OwnerReferences?.Any(owner => owner.Uid == release.Metadata.Uid) == true;

    private static ObjectCache<T> ByComponent<T>(ObjectCache<T> cache, Func<CachedObject<T>, string> component)
        where T : class
    {
        cache.AddIndex(OfComponent, item => [component(item)]);
        return cache;
    }
}
