using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Components.Planning;
using Fairway.Delivery.Drift;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Merge.Diffing;
using Fairway.Merge.Ownership;

namespace Fairway.Components.Drift;

/// <summary>One cluster: a watch for each kind that its components have objects of, and comparing by the code that
/// plans compare by.</summary>
internal sealed class ChartDriftWatch(
    ChartChange charts, string clusterId, KubeEnvironment environment, Action<string> moved) : IDriftWatch
{
    private readonly Lock gate = new();
    private DriftCaches? caches;
    private bool ended;

    /// <inheritdoc/>
    public async Task<DriftSight?> LookAsync(string component, CancellationToken cancel)
    {
        while (await charts.CompareAppliedAsync(new PairKey(clusterId, component), cancel) is var (tenant, plan))
        {
            var kinds = plan.Objects.Select(item => tenant.Kinds.Find(item.Reference)).OfType<KubeResource>();
            var (followed, old) = CachesOf(tenant.Api);
            if (old is not null)
            {
                await old.DisposeAsync();
            }

            // What changed before a watch began was not told: where one has just begun, the comparison is made again.
            if (!await followed.FollowAsync(kinds, cancel))
            {
                return Sight(plan);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        DriftCaches? last;
        lock (gate)
        {
            ended = true;
            (last, caches) = (caches, null);
        }

        if (last is not null)
        {
            await last.DisposeAsync();
        }
    }

    private (DriftCaches Followed, DriftCaches? Old) CachesOf(IKubeApi api)
    {
        lock (gate)
        {
            if (ended)
            {
                throw new OperationCanceledException("the watch has ended");
            }

            if (caches is not null && ReferenceEquals(caches.Api, api))
            {
                return (caches, null);
            }

            // The cluster has another address now, or other credentials.
            var old = caches;
            caches = new DriftCaches(api, environment, moved);
            return (caches, old);
        }
    }

    private static DriftSight Sight(ChartPlan plan)
    {
        var drifted = plan.Objects.SelectMany(item => item.Diff.Changes, (item, change) => (Item: item, Change: change))
            .ToList();
        return new DriftSight(
            drifted.Count,
            [
                .. drifted.Take(DriftSight.MostNamed)
                    .Select(one => Field(one.Item.Reference, one.Change, one.Item.Live)),
            ]);
    }

    private static DriftedField Field(ObjectRef reference, FieldChange change, JsonObject? live)
    {
        var writer = live is null
            ? null
            : LastWriter.Of(live, change.Path, Labels.ConfigurationManager, Labels.RolloutManager);
        return new DriftedField($"{reference}", change.Path.Text, writer?.Manager, writer?.At);
    }
}
