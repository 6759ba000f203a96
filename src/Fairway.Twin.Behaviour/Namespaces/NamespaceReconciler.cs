using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Namespaces;

/// <summary>Brings the deletion of a namespace a step on.</summary>
internal sealed class NamespaceReconciler(ClusterCaches caches, IKubeApi api, TimeProvider time) : IReconciler
{
    private const string Agent = WorkloadRequests.Agent;

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.Namespaces.Find(key)?.Value is not { Meta.IsDeleting: true } ns
            || !ns.Holders.Contains(WellKnown.NamespaceFinalizer))
        {
            return Outcome.Settled;
        }

        var contents = await ContentsAsync(ns.Meta.Name, cancel);
        var plan = NamespacePlanner.Plan(new NamespaceObservation(ns, contents, time.GetUtcNow()));
        await ActAsync(ns, plan, cancel);
        return Outcome.Settled;
    }

    // The caches may lag behind what was created last: that nothing is left is asked of the API itself.
    private async Task<ImmutableArray<NamespaceContent>> ContentsAsync(string ns, CancellationToken cancel)
    {
        var cached = caches.Everything
            .Where(c => c.Resource.Namespaced)
            .Select(c => Content(c.Resource, c.Metas().Where(m => m.Namespace == ns)))
            .OfType<NamespaceContent>()
            .ToImmutableArray();
        if (!cached.IsEmpty)
        {
            return cached;
        }

        var live = ImmutableArray.CreateBuilder<NamespaceContent>();
        foreach (var resource in caches.Everything.Select(c => c.Resource).Where(r => r.Namespaced))
        {
            var response = await api.SendAsync(Request.ListMetadata(Agent, resource, ns), cancel);
            using var list = JsonDocument.Parse(response.EnsureSuccess().Body);
            var metas = list.RootElement.Items("items").Select(ObjectMeta.ReadOwnership).ToArray();
            if (Content(resource, metas) is { } content)
            {
                live.Add(content);
            }
        }

        return live.ToImmutable();
    }

    private static NamespaceContent? Content(KubeResource resource, IEnumerable<ObjectMeta> objects)
    {
        var metas = objects.ToArray();
        return metas.Length == 0
            ? null
            : new NamespaceContent(
                resource,
                metas.Length,
                metas.Count(m => !m.IsDeleting),
                [.. metas.SelectMany(m => m.Finalizers)]);
    }

    private async Task ActAsync(NamespaceView ns, NamespacePlan plan, CancellationToken cancel)
    {
        var requests = plan.Deletions.Select(r => Request.DeleteAll(Agent, r, ns.Meta.Name)).ToList();
        if (plan.Conditions is { } conditions)
        {
            var list = new JsonArray([.. conditions.Select(c => c.ToJson())]);
            requests.Add(Request.Merge(
                Agent, KubeResources.Namespaces, ns.Meta.Key,
                new JsonObject { ["status"] = new JsonObject { ["conditions"] = list } }, "status"));
        }

        if (plan.Release)
        {
            requests.Add(Request.Update(Agent, KubeResources.Namespaces, ns.Meta.Key, "finalize", Released(ns)));
        }

        foreach (var request in requests)
        {
            var response = await api.SendAsync(request, cancel);
            if (response.Status is not 404)
            {
                response.EnsureSuccess();
            }
        }
    }

    private static JsonObject Released(NamespaceView ns) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Namespace",
        ["metadata"] = new JsonObject { ["name"] = ns.Meta.Name },
        ["spec"] = new JsonObject
        {
            ["finalizers"] = new JsonArray(
                [.. ns.Holders.Where(h => h != WellKnown.NamespaceFinalizer).Select(h => JsonValue.Create(h))]),
        },
    };
}
