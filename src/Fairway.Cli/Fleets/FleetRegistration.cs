using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Cli.Managers;
using Fairway.Kube;
using Fairway.Kube.Requests;

namespace Fairway.Cli.Fleets;

/// <summary>
/// Makes the tenant clusters of a fleet known to its meta cluster: a namespace, a Secret with the kubeconfig, a Cluster
/// with labels.
/// </summary>
internal sealed class FleetRegistration(IKubeApi meta)
{
    private static readonly KubeResource Clusters = FairwayResources.Of<Cluster>();
    private static readonly WriteOptions Ours = new() { FieldManager = "fairway-up", Force = true };

    /// <summary>Registers a cluster. What people have made of its Cluster since
    /// it was registered first stays. Gives the uid that is recorded of the cluster; null where none is.</summary>
    /// <param name="member">The cluster.</param>
    /// <param name="kubeconfig">How to reach it.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<string?> RegisterAsync(FleetMember member, string kubeconfig, CancellationToken cancel)
    {
        var id = member.Id;
        await MetaPreparation.EnsureNamespaceAsync(meta, id, cancel);
        await meta.ApplyAsync(
            KubeResources.Secrets,
            new ObjectKey(id, ClusterObjects.Place.Name),
            ClusterObjects.Secret(id, kubeconfig),
            Ours,
            cancel);
        var key = new ObjectKey(id, Cluster.FixedName);
        if (await meta.FindAsync(Clusters, key, ApiJson.Default.Cluster, cancel) is { } known)
        {
            return known.Status?.Uid;
        }

        await meta.CreateAsync(Clusters, id, ClusterObjects.Of(id, member.Labels), null, cancel);
        return null;
    }
}
