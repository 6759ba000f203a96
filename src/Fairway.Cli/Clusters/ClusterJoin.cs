using System.Text;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Cli.Connections;
using Fairway.Cli.Managers;
using Fairway.Kube;
using Fairway.Kube.Credentials;
using Fairway.Kube.Http;
using Fairway.Kube.Requests;

namespace Fairway.Cli.Clusters;

/// <summary>Makes a cluster known to the meta cluster: a namespace, a Secret with its kubeconfig, a Cluster.</summary>
internal sealed class ClusterJoin(MetaSession session)
{
    private static readonly KubeResource Clusters = FairwayResources.Of<Cluster>();
    private static readonly WriteOptions Ours = new() { FieldManager = "fairway-cluster", Force = true };

    /// <summary>Joins it; where it was joined before, its kubeconfig is replaced, and its Cluster stays. Gives what is
    /// told.</summary>
    /// <param name="id">The cluster's id.</param>
    /// <param name="kubeconfig">One context.</param>
    /// <param name="labels">Of its Cluster.</param>
    /// <exception cref="CliFailure">The kubeconfig is refused, the cluster does not answer, or another one is recorded
    /// under the id.</exception>
    public async Task<string> JoinAsync(string id, string kubeconfig, IReadOnlyDictionary<string, string> labels)
    {
        var (version, uid) = await AskAsync(id, kubeconfig);
        var key = new ObjectKey(id, Cluster.FixedName);
        var known = await session.Api.FindAsync(Clusters, key, ApiJson.Default.Cluster, session.Stopped);
        if (known?.Status?.Uid is { } recorded && recorded != uid)
        {
            throw new CliFailure(
                $"another cluster (kube-system {recorded}) is known as {id}, and this one's kube-system is {uid}; take "
                + "another id, or remove the other one first");
        }

        await MetaPreparation.EnsureNamespaceAsync(session.Api, id, session.Stopped);
        await session.Api.ApplyAsync(
            KubeResources.Secrets,
            new ObjectKey(id, ClusterObjects.Place.Name),
            ClusterObjects.Secret(id, kubeconfig),
            Ours,
            session.Stopped);
        if (known is not null)
        {
            return $"cluster/{id} was joined already ({version}); its kubeconfig is replaced";
        }

        await session.Api.CreateAsync(Clusters, id, ClusterObjects.Of(id, labels), null, session.Stopped);
        return $"cluster/{id} joined ({version})";
    }

    /// <summary>Its version, and the uid by which it is told from others.</summary>
    private async Task<(string Version, string Uid)> AskAsync(string id, string kubeconfig)
    {
        try
        {
            var options = new KubeconfigOptions { Time = session.Environment.Time };
            var endpoint = await Kubeconfig.FromSecretAsync(id, Encoding.UTF8.GetBytes(kubeconfig), options);
            using var transport = new HttpKubeApi(endpoint with { Name = id }, session.Environment.Time);
            var version = await transport.SendAsync(
                new KubeRequest { Method = "GET", Path = "/version" }, session.Stopped);
            var system = await transport.GetAsync(
                KubeResources.Namespaces, new ObjectKey(null, "kube-system"), session.Stopped);
            return (
                version.EnsureSuccess().ReadNode()["gitVersion"]!.GetValue<string>(),
                system.ReadNode()["metadata"]!["uid"]!.GetValue<string>());
        }
        catch (KubeconfigException e)
        {
            throw new CliFailure(e.Message, e) { ExitCode = ExitCodes.Usage };
        }
        catch (KubeApiException e)
        {
            throw new CliFailure($"cluster {id} does not answer as it should, and is not joined: {e.Message}", e);
        }
    }
}
