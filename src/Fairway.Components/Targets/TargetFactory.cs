using System.Collections.Concurrent;
using Fairway.Charts;
using Fairway.Components.Composition;
using Fairway.Components.Generated;
using Fairway.Components.Planning;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Schema.Digests;

namespace Fairway.Components.Targets;

/// <summary>Makes targets: fetches the chart and what Secrets hold, composes the values, remembers what was drawn, and
/// renders.</summary>
internal sealed class TargetFactory(IKubeApi meta, IMetaDb db, ChartTools tools)
{
    private readonly TargetShelf targets = new(db, tools.Seals);
    private readonly ChartShelf charts = new(meta);
    private readonly SecretReader secrets = new(meta, tools.Mask);

    // Charts that draw something: for these the newest target is read before they are rendered, and for others never.
    private readonly ConcurrentDictionary<Digest, bool> drawing = new();

    /// <summary>The target of a request.</summary>
    /// <exception cref="ChangeRefusedException">None can be made of it.</exception>
    public async Task<TargetDocument> MakeAsync(ChangeRequest request, Tenant tenant, CancellationToken cancel)
    {
        var chart = await charts.GetAsync(request.Version, cancel);
        var values = ValueComposer.Compose(
            request, chart.HasValue, await secrets.ReadAsync(request, cancel));
        return (await MakeAsync(request, chart, values, tenant, cancel)).Target;
    }

    /// <summary>The target, and what the cluster was found to serve.</summary>
    private async Task<(TargetDocument Target, TenantKinds Kinds)> MakeAsync(
        ChangeRequest request, Chart chart, EffectiveValues values, Tenant tenant, CancellationToken cancel)
    {
        try
        {
            return (await MakeAsync(request, chart, values, tenant.Kinds, cancel), tenant.Kinds);
        }
        catch (ChangeRefusedException e) when (e.Reason == "KindMissing")
        {
            var kinds = await TenantKinds.DiscoverAsync(tenant.Api, cancel);
            return (await MakeAsync(request, chart, values, kinds, cancel), kinds);
        }
    }

    /// <summary>The digest of the target of a request, stored; made only where no other cluster has the same.</summary>
    /// <exception cref="ChangeRefusedException">None can be made of it.</exception>
    public async Task<(Digest Target, Digest Values)> PutAsync(
        ChangeRequest request, Tenant tenant, TargetPool pool, CancellationToken cancel)
    {
        var chart = await charts.GetAsync(request.Version, cancel);
        var values = ValueComposer.Compose(request, chart.HasValue, await secrets.ReadAsync(request, cancel));
        if (pool.Find(request, values, tenant.Kinds) is { } known)
        {
            return (known, values.Digest);
        }

        var (target, kinds) = await MakeAsync(request, chart, values, tenant, cancel);
        GuaranteePlanner.Check(target, tools.Catalogue);
        var digest = await targets.PutAsync(target, cancel);
        pool.Keep(request, values, kinds, target.Reads, digest);
        return (digest, values.Digest);
    }

    /// <summary>What a request's target is rendered from.</summary>
    /// <exception cref="ChangeRefusedException">It is not there.</exception>
    public async Task<TargetSources> SourcesAsync(ChangeRequest request, Tenant tenant, CancellationToken cancel)
    {
        var chart = await charts.GetAsync(request.Version, cancel);
        var values = ValueComposer.Compose(request, chart.HasValue, await secrets.ReadAsync(request, cancel));
        return new TargetSources(
            chart, values, TargetMaker.Input(request, values, tenant.Kinds, new Drawing(tools.Mask)));
    }

    private async Task<TargetDocument> MakeAsync(
        ChangeRequest request, Chart chart, EffectiveValues values, TenantKinds kinds, CancellationToken cancel)
    {
        if (!drawing.ContainsKey(chart.Digest))
        {
            var target = Make(request, chart, values, kinds, []);
            if (target.Generated is null)
            {
                return target;
            }

            drawing.TryAdd(chart.Digest, true);
        }

        return Make(request, chart, values, kinds, await KnownAsync(request, cancel));
    }

    private TargetDocument Make(
        ChangeRequest request,
        Chart chart,
        EffectiveValues values,
        TenantKinds kinds,
        IReadOnlyList<GeneratedValue> known)
    {
        var memory = new GeneratedMemory(tools.Mask, known, tools.Time.GetUtcNow());
        return TargetMaker.Make(request, chart, values, kinds, new Drawing(tools.Mask, memory));
    }

    private async Task<IReadOnlyList<GeneratedValue>> KnownAsync(ChangeRequest request, CancellationToken cancel)
    {
        var state = await db.NewestAsync(new PairKey(request.Cluster.Id, request.Component.Metadata.Name), cancel);
        return state.Base is { } newest ? (await targets.GetAsync(newest.ManifestDigest, cancel)).Generated ?? [] : [];
    }
}
