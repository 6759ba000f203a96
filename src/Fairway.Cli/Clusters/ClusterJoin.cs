using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Meta;
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
        RefuseReserved(id);
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

    /// <summary>A cluster's namespace is its own: those that every cluster has, and Fairway's, are none.</summary>
    private static void RefuseReserved(string id)
    {
        if (id is "default" or Labels.SystemNamespace || id.StartsWith("kube-", StringComparison.Ordinal))
        {
            throw new CliFailure(
                $"no cluster can be called {id}: its objects live in the namespace of its id, and the meta cluster has "
                + "that one for itself; take another id")
            {
                ExitCode = ExitCodes.Usage,
            };
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value ? value.GetValue<string>() : null;

    private static CliFailure NoVersion(string id, Exception? inner = null) => new(
        $"what answers for cluster {id} is no Kubernetes API server, and the cluster is not joined: look at the server "
        + "address of its kubeconfig",
        inner);

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
                Text(version.EnsureSuccess().ReadNode()["gitVersion"]) ?? throw NoVersion(id),
                Text(system.ReadNode()["metadata"]?["uid"]) ?? throw NoVersion(id));
        }
        catch (KubeconfigException e)
        {
            throw new CliFailure(e.Message, e) { ExitCode = ExitCodes.Usage };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A proxy's page, say: no JSON, or another than an API server's.
            throw NoVersion(id, e);
        }
        catch (KubeApiException e)
        {
            throw new CliFailure($"cluster {id} does not answer as it should, and is not joined: {e.Message}", e);
        }
    }
}
