using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Components;
using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Drift;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Merge.Diffing;
using Fairway.Releases.Drift;
using Fairway.Schema.Digests;
using Fairway.Twin.Api;

namespace Fairway.Bench.Releases.Fleets;

/// <summary>Brings components to all clusters of a fleet as Releases would have, without any: live, recorded and in the
/// statuses.</summary>
internal sealed class BroughtFleet(ReleaseFleet fleet, ChartChange charts)
{
    private const string Version = "1.0.0";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly WriteOptions AsFairway = new() { FieldManager = "fairway" };

    public async Task BringAsync(int components)
    {
        var targets = new List<(SmallChart Chart, PinnedChange Pinned, TargetDocument Target)>();
        var shelf = new TargetShelf(fleet.Db, ReleaseFleet.Seals);
        var any = new Cluster { Metadata = new ObjectMeta { Name = Cluster.FixedName, Namespace = fleet.Ids.First() } };
        for (var number = 0; number < components; number++)
        {
            var chart = SmallChart.Make(number);
            await fleet.DeclareAsync(chart, Version);
            var pinned = await charts.PinAsync(new ChangeRequest(any, Component(chart), VersionOf(chart), []), None);
            targets.Add((chart, pinned, await shelf.GetAsync(pinned.TargetDigest, None)));
        }

        await Parallel.ForEachAsync(fleet.Ids, async (id, _) =>
        {
            var tenant = fleet.Tenant(id);
            await Inventory.EnsureNamespaceAsync(tenant, None);
            foreach (var (_, pinned, target) in targets)
            {
                await BringAsync(tenant, target, pinned.TargetDigest);
                await RecordAsync(id, pinned);
                await SayAsync(id, pinned);
            }
        });
    }

    /// <summary>Somebody changes an object of a component in every cluster.</summary>
    public Task DriftAsync(string component) => Parallel.ForEachAsync(fleet.Ids, async (id, _) =>
        await fleet.Tenant(id).MergePatchAsync(
            KubeResources.ConfigMaps,
            new ObjectKey("addons", component),
            new JsonObject { ["data"] = new JsonObject { ["image"] = "somebody else's" } },
            new WriteOptions { FieldManager = "kubectl-edit" },
            None));

    private static async Task BringAsync(DirectKubeApi tenant, TargetDocument target, string digest)
    {
        foreach (var item in target.Items)
        {
            var reference = ObjectRef.Of(item);
            var resource = reference.Kind.Kind == "Namespace" ? KubeResources.Namespaces : KubeResources.ConfigMaps;
            var key = Fairway.Components.Tenants.Tenant.Key(reference);
            if (resource == KubeResources.ConfigMaps || await tenant.FindAsync(resource, key, None) is null)
            {
                await tenant.CreateAsync(resource, key.Namespace, item, AsFairway, None);
            }
        }

        await Inventory.WriteAsync(tenant, target.Component, target.Version, digest, None);
    }

    private Task RecordAsync(string cluster, PinnedChange pinned)
    {
        var record = new ComponentRecord
        {
            ClusterId = cluster,
            Component = pinned.Component,
            Mark = RecordMark.Intended,
            Version = pinned.Version,
            ValuesDigest = Digest.Parse(pinned.ValuesDigest!),
            ManifestDigest = Digest.Parse(pinned.TargetDigest),
            ReleaseId = "first.00000000",
            Epoch = 1,
            At = DateTimeOffset.UnixEpoch,
        };
        return fleet.Db.CommitAsync(
            new MetaDbBatch
            {
                Records =
                [
                    new RecordWrite(record, 0),
                    new RecordWrite(record with { Mark = RecordMark.Applied }, 1),
                    new RecordWrite(record with { Mark = RecordMark.Good }, 2),
                ],
            },
            None);
    }

    /// <summary>What Releases, and a look for drift that found none, leave in the meta cluster.</summary>
    private async Task SayAsync(string cluster, PinnedChange pinned)
    {
        var spec = new ClusterComponentSpec
        {
            Version = pinned.Version, ValuesDigest = pinned.ValuesDigest, ManifestDigest = pinned.TargetDigest,
            Release = "first",
        };
        var node = JsonSerializer.SerializeToNode(spec, ApiJson.Default.ClusterComponentSpec)!;
        var item = await fleet.PostAsync<ClusterComponent>(pinned.Component, node, cluster);
        var said = item.Read(ApiJson.Default.ClusterComponent);
        said = said with
        {
            Status = new ClusterComponentStatus
            {
                ObservedGeneration = 1, Applied = pinned.Version, Good = pinned.Version, Record = 3,
            },
        };
        var plan = DriftPlanner.Plan(new DriftObservation(
            DateTimeOffset.UtcNow, said, default, new DriftSight(0, []), null, null));
        await fleet.Meta.ReplaceStatusAsync(
            FairwayResources.Of<ClusterComponent>(),
            new ObjectKey(cluster, pinned.Component),
            JsonSerializer.SerializeToNode(plan.Status, ApiJson.Default.ClusterComponentStatus)!,
            said.Metadata.ResourceVersion,
            None);
    }

    private static Component Component(SmallChart chart) =>
        new() { Metadata = new ObjectMeta { Name = chart.Name }, Spec = SmallChart.Component };

    private static ComponentVersion VersionOf(SmallChart chart) => new()
    {
        Metadata = new ObjectMeta { Name = ComponentVersion.NameOf(chart.Name, Version) },
        Spec = chart.Version(Version),
    };
}
