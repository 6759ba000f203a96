using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Api.Kinds;
using Fairway.Twin.Storage;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Fleets;

/// <summary>The API of one cluster, and the history of all that is written to it.</summary>
internal sealed class SimulatedCluster : IAsyncDisposable
{
    public const string Meta = "meta";

    private static readonly string[] Watched =
    [
        "namespaces", "nodes", "pods", "configmaps", "secrets", "services", "serviceaccounts", "limitranges",
        "resourcequotas", "statefulsets.apps", "deployments.apps", "replicasets.apps", "daemonsets.apps",
        "controllerrevisions.apps", "leases.coordination.k8s.io", "roles.rbac.authorization.k8s.io",
        "rolebindings.rbac.authorization.k8s.io", "clusterroles.rbac.authorization.k8s.io",
        "clusterrolebindings.rbac.authorization.k8s.io", "networkpolicies.networking.k8s.io",
        "poddisruptionbudgets.policy", "jobs.batch", "cronjobs.batch", "endpoints", "persistentvolumes",
        "persistentvolumeclaims", "storageclasses.storage.k8s.io", "endpointslices.discovery.k8s.io",
        "replicationcontrollers", "horizontalpodautoscalers.autoscaling",
        "priorityclasses.scheduling.k8s.io", "nodebehaviors.twin.fairway.dev", "rollouts.fairway.dev",
        "releases.fairway.dev", "clusterreleases.fairway.dev",
        "clusters.fairway.dev", "components.fairway.dev", "componentversions.fairway.dev", "metaconfigs.fairway.dev",
        "clustercomponents.fairway.dev", "releasepipelines.fairway.dev", "emergencystops.fairway.dev",
        "releasewindows.fairway.dev", "releaseblockers.fairway.dev", "approvals.fairway.dev",
    ];

    private readonly ClusterStore store;
    private readonly ApiServer server;
    private readonly DirectKubeApi direct;
    private readonly Action<string, string, StoreEvent> saw;
    private long seen;

    /// <param name="name">Its id.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="chance">Its uids and generated names.</param>
    /// <param name="saw">Told of each committed write at once: author, resource, event.</param>
    /// <param name="bookmarks">How often watches get bookmarks.</param>
    public SimulatedCluster(
        string name,
        TimeProvider time,
        Random chance,
        Action<string, string, StoreEvent> saw,
        TimeSpan? bookmarks = null)
    {
        Name = name;
        this.saw = saw;
        store = ApiStore.Open(time);
        server = new ApiServer(new ApiServerOptions(store, time, chance)
        {
            Features = new ApiFeatures { BookmarkEvery = bookmarks ?? TimeSpan.FromMinutes(1) },
        });
        direct = new DirectKubeApi(server, ApiUser.Admin);
        seen = store.Revision;
    }

    public string Name { get; }

    /// <summary>The store: for those who look without asking the API.</summary>
    public ClusterStore Store => store;

    /// <summary>Answers a request, and tells of what it wrote.</summary>
    public async Task<KubeResponse> SendAsync(KubeRequest request, string author)
    {
        var reply = await server.HandleAsync(new ApiCall(request, ApiUser.Admin), CancellationToken.None);
        Tell(author);
        return reply is ApiReply.Answer answer
            ? answer.Response
            : throw new SimulationException($"{request.Path} is a watch");
    }

    public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel) =>
        direct.WatchAsync(request, cancel);

    /// <summary>All objects of a resource as they are now.</summary>
    public IEnumerable<JsonObject> All(string resource) => store.View(resource).Select(item => Read(item.Json));

    /// <summary>How many objects of each resource there are, and how many bytes they have.</summary>
    public IEnumerable<(string Resource, int Count, long Bytes)> Sizes() =>
        from resource in Watched
        let all = store.View(resource).ToList()
        where all.Count > 0
        select (resource, all.Count, all.Sum(one => (long)one.Json.Length));

    /// <summary>An object as it is now, or null.</summary>
    public JsonObject? Find(string resource, string? ns, string name) =>
        store.Find(resource, new ObjectKey(ns, name)) is { } found ? Read(found.Json) : null;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    public static JsonObject Read(StoredBytes json) => (JsonObject)JsonNode.Parse(json.Span)!;

    private void Tell(string author)
    {
        if (store.Revision == seen)
        {
            return;
        }

        var found = new List<(string Resource, StoreEvent Event)>();
        foreach (var resource in Watched)
        {
            if (store.Events(resource).TryRead(seen, out var batch))
            {
                foreach (var one in batch.Events.Span)
                {
                    found.Add((resource, one));
                }
            }
        }

        seen = store.Revision;
        foreach (var (resource, one) in found.OrderBy(item => item.Event.Revision))
        {
            saw(author, resource, one);
        }
    }
}
