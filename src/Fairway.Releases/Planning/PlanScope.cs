using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Releases.Fleet;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Planning;

/// <summary>What making one plan needs for every cluster of it: what comes, in which order, and what was learnt of one
/// cluster that serves the others.</summary>
internal sealed class PlanScope
{
    private readonly FleetContext fleet;
    private readonly IReadOnlyList<MetaConfig>? configs;
    private readonly IReadOnlyList<(ReleaseChange Change, Component Component)> changes;
    private readonly IReadOnlyList<(IChangeKind Kind, IChangeSurvey Survey)> surveys;

    /// <param name="release">What is planned.</param>
    /// <param name="fleet">What there is.</param>
    /// <param name="configs">The meta-configs that hold; null for those that there are now.</param>
    public PlanScope(Release release, FleetContext fleet, IReadOnlyList<MetaConfig>? configs = null)
    {
        this.fleet = fleet;
        this.configs = configs;
        Release = release;
        changes =
        [
            .. from change in Membership.InOrder(release.Spec.Changes, Component)
               let component = Component(change.Component)
               where component is not null
               select (change, component),
        ];
        surveys = [.. fleet.Services.Kinds.Select(kind => (kind, kind.Survey()))];
    }

    /// <summary>What is planned.</summary>
    public Release Release { get; }

    private MetaCaches Caches => fleet.Services.Caches;

    /// <summary>What comes to a cluster, in order.</summary>
    /// <exception cref="ChangeRefusedException">Something is missing there.</exception>
    public IReadOnlyList<(ReleaseChange Change, ChangeRequest Request)> Coming(Cluster cluster)
    {
        var coming = new List<(ReleaseChange Change, ChangeRequest Request)>();
        foreach (var (change, component) in changes)
        {
            if (Membership.Applies(component, cluster) && VersionFor(change, cluster) is { } version)
            {
                var request = new ChangeRequest(cluster, component, version, Configs(change.Component));
                coming.Add((change, request));
            }
        }

        var names = coming.Select(one => one.Change.Component).ToHashSet(StringComparer.Ordinal);
        var missing = coming.Select(one => DependencyPlanner.Missing(
            one.Request.Component, Component, name => names.Contains(name) || Has(cluster.Id, name)))
            .OfType<string>();
        return missing.FirstOrDefault() is { } fault
            ? throw new ChangeRefusedException("DependencyMissing", fault)
            : coming;
    }

    /// <summary>Who carries a component.</summary>
    /// <exception cref="ChangeRefusedException">Nobody here does.</exception>
    public (IChangeKind Kind, IChangeSurvey Survey) KindOf(Component component) =>
        surveys.FirstOrDefault(one => one.Kind.Carries(component.Spec.Type)) is { Kind: not null } found
            ? found
            : throw new ChangeRefusedException(
                "UnknownKind",
                $"this manager carries no components of type {component.Spec.Type}: {component.Metadata.Name}");

    /// <summary>Whether a cluster has a component.</summary>
    public bool Has(string cluster, string component) =>
        Caches.ClusterComponents.Find(new ObjectKey(cluster, component)) is not null;

    private IReadOnlyList<MetaConfig> Configs(string component) => configs is null
        ? Caches.Configs(component)
        : [.. configs.Where(config => config.Spec.Component == component)];

    private Component? Component(string name) => Caches.Components.Find(new ObjectKey(null, name))?.Value;

    /// <summary>A change without a version leaves each cluster on its own; a cluster without the component has nothing
    /// to change.</summary>
    private ComponentVersion? VersionFor(ReleaseChange change, Cluster cluster)
    {
        var version = change.Version
            ?? Caches.ClusterComponents.Find(new ObjectKey(cluster.Id, change.Component))?.Value.Spec.Version;
        return version is null ? null : Caches.Version(change.Component, version);
    }
}
