using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.ControlPlanes;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Schema.Digests;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.ControlPlanes;

/// <summary>The kind on the twin as meta cluster.</summary>
public sealed class ControlPlaneVersionChangeTests
{
    private const string Path = "/apis/fairway.dev/v1alpha1/namespaces/c1/clusters/kubernetes-cluster";

    [Fact]
    public void A_version_is_brought_to_the_cluster_and_a_second_time_writes_nothing() => ReleaseWorld.Run(
        async world =>
        {
            var (kind, order) = await PinAsync(world, "v1.36.0");
            var approved = (await kind.PlanAsync(order, default)).Changes.Select(change => change.Fingerprint);
            var act = new ChangeAct.Configure(new SortedSet<string>(approved));

            Assert.IsType<ActResult.Done>(await kind.ActAsync(order, act, default));
            var writes = world.Meta.Writes.Count;
            Assert.IsType<ActResult.Done>(await kind.ActAsync(order, act, default));

            Assert.Equal(writes, world.Meta.Writes.Count);
            Assert.Equal("v1.36.0", (await FindAsync(world)).Spec.Kubernetes!.Kcm!.Version);
            Assert.Equal(2, (await FindAsync(world)).Spec.Kubernetes!.Kcm!.Replicas);
            Assert.Equal(ChangeState.Complete, (await kind.ObserveAsync(order, default)).State);
            Assert.IsType<ActResult.Done>(await kind.ActAsync(order, new ChangeAct.Grant(0, world.Now), default));
        });

    [Fact]
    public void What_was_not_approved_is_not_written() => ReleaseWorld.Run(async world =>
    {
        var (kind, order) = await PinAsync(world, "v1.36.0");
        await world.PatchAsync(Path, """{"spec":{"kubernetes":{"kcm":{"version":"v1.35.9"}}}}""");

        var result = await kind.ActAsync(order, new ChangeAct.Configure(new SortedSet<string>(["f"])), default);

        Assert.IsType<ActResult.Different>(result);
        Assert.Equal("v1.35.9", (await FindAsync(world)).Spec.Kubernetes!.Kcm!.Version);
    });

    [Fact]
    public void A_skipped_minor_version_is_refused_when_it_is_pinned() => ReleaseWorld.Run(async world =>
    {
        var refused = await Assert.ThrowsAsync<ChangeRefusedException>(() => PinAsync(world, "v1.37.0"));

        Assert.Equal("kcm would skip minor versions from v1.35.2 to v1.37.0: go up one at a time", refused.Message);
    });

    [Fact]
    public void A_rollback_returns_to_the_good_record_of_another_release() => ReleaseWorld.Run(async world =>
    {
        var (kind, order) = await PinAsync(world, "v1.36.0");
        Assert.Null(await kind.ReverseAsync(order, default));
        var old = await GoodAsync(world, "v1.35.2", "earlier", 0);
        await GoodAsync(world, "v1.36.0", order.Release, 1);

        var back = await kind.ReverseAsync(order, default);

        Assert.Equal(("v1.35.2", old.ToString()), (back!.Version, back.TargetDigest));
    });

    private static async Task<Digest> GoodAsync(ReleaseWorld world, string version, string release, long sequence)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(
            $$"""{"part":"kcm","name":"kcm","version":"{{version}}"}""");
        var digest = await world.Db.PutContentAsync(bytes, default);
        await world.Db.RecordAsync(
            new ComponentRecord
            {
                ClusterId = "c1",
                Component = "kcm",
                Mark = RecordMark.Good,
                Version = version,
                ManifestDigest = digest,
                ReleaseId = release,
                Epoch = 1,
                At = world.Now,
            },
            sequence,
            default);
        return digest;
    }

    private static async Task<(IChangeKind Kind, ChangeOrder Order)> PinAsync(ReleaseWorld world, string version)
    {
        await world.ClusterAsync("c1", "canary");
        await world.PatchAsync(
            Path, """{"spec":{"kubernetes":{"kcm":{"name":"kcm","version":"v1.35.2","replicas":2}}}}""");
        var kind = new ControlPlaneVersionChange(world.Meta, world.Db);
        var component = new Component
        {
            Metadata = new ObjectMeta { Name = "kcm" },
            Spec = new ComponentSpec { Type = ComponentType.ControlPlane, Part = "kcm" },
        };
        var wanted = new ComponentVersion { Spec = new ComponentVersionSpec { Component = "kcm", Version = version } };
        var pinned = await kind.PinAsync(
            new ChangeRequest(await FindAsync(world), component, wanted, []), default);
        return (kind, new ChangeOrder
        {
            ClusterId = "c1",
            Release = "up.1",
            Direction = Direction.Forward,
            Target = pinned,
            Steps = [new()],
            Fence = new OpenFence(),
        });
    }

    private static Task<Cluster> FindAsync(ReleaseWorld world) => world.Meta.GetAsync(
        FairwayResources.Of<Cluster>(), new ObjectKey("c1", "kubernetes-cluster"), ApiJson.Default.Cluster, default);

    private sealed class OpenFence : IActFence
    {
        public Task EnsureAsync(CancellationToken cancel) => Task.CompletedTask;

        public Task EnsureMayBeginAsync(CancellationToken cancel) => Task.CompletedTask;
    }
}
