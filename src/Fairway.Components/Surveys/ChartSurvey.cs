using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;

namespace Fairway.Components.Surveys;

/// <summary>The making of one plan of charts: what is equal in many clusters is rendered, stored and read
/// once.</summary>
internal sealed class ChartSurvey(IMetaDb db, TargetFactory factory, TenantBook tenants, ChartTools tools)
    : IChangeSurvey
{
    /// <summary>From so many components on, lists are fewer requests than one for each object: a cluster has some
    /// twenty kinds.</summary>
    private const int Many = 8;

    /// <summary>Of each some 50 kB: those of 200 components in the kinds of clusters that are under way at a time, and
    /// some of single clusters' own.</summary>
    private const int MostTargets = 2_500;

    private readonly TargetShelf shelf = new(db, tools.Seals);

    /// <summary>Makes targets.</summary>
    public TargetFactory Factory { get; } = factory;

    /// <summary>The clusters.</summary>
    public TenantBook Tenants { get; } = tenants;

    /// <summary>Targets that were made for this plan.</summary>
    public TargetPool Pool { get; } = new();

    /// <summary>Targets that were read for this plan.</summary>
    public TargetLibrary Library { get; } = new(new TargetShelf(db, tools.Seals), MostTargets);

    /// <inheritdoc/>
    public async Task<IClusterSurvey> OpenAsync(string clusterId, int components, CancellationToken cancel)
    {
        var tenant = await Tenants.OpenAsync(clusterId, [], cancel);
        if (components < Many)
        {
            return Begin(tenant, new PairRecords(db));
        }

        var records = await ClusterRecords.ReadAsync(db, clusterId, cancel);
        return Begin(tenant with { Ahead = new LiveAhead(tenant.Api) }, records);
    }

    private ChartClusterSurvey Begin(Tenant tenant, IPairRecords records) =>
        new(this, tenant, new ChartLook(db, records, Library, shelf, tools));
}
