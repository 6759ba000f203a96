using Fairway.Kube.Requests;

namespace Fairway.Kube;

public static partial class KubeApiVerbs
{
    /// <summary>Deletes an object. Answers with a Status, or with the object where it is still there (grace,
    /// finalizers).</summary>
    public static async Task<KubeResponse> DeleteAsync(
        this IKubeApi api, KubeResource resource, ObjectKey key, DeleteOptions? options, CancellationToken cancel)
    {
        var response = await api.SendAsync(Delete(resource.ObjectPath(key), options), cancel);
        return response.EnsureSuccess();
    }

    /// <summary>Deletes an object if it is there; false where it was not.</summary>
    public static async Task<bool> DeleteIfPresentAsync(
        this IKubeApi api, KubeResource resource, ObjectKey key, DeleteOptions? options, CancellationToken cancel)
    {
        var response = await api.SendAsync(Delete(resource.ObjectPath(key), options), cancel);
        return response.Status != 404 && response.EnsureSuccess().IsSuccess;
    }

    /// <summary>Deletes every object that <paramref name="query"/> selects.</summary>
    public static async Task<KubeResponse> DeleteCollectionAsync(
        this IKubeApi api, KubeResource resource, ListQuery query, DeleteOptions? options, CancellationToken cancel)
    {
        var request = Delete(resource.CollectionPath(query.Namespace), options) with { Query = query.Parameters() };
        var response = await api.SendAsync(request, cancel);
        return response.EnsureSuccess();
    }

    /// <summary>
    /// Evicts a pod: deletes it, if its PodDisruptionBudget allows. A refusal by the budget is a 429 whose Status has
    /// the cause <c>DisruptionBudget</c>.
    /// </summary>
    public static Task<KubeResponse> EvictAsync(
        this IKubeApi api, ObjectKey pod, DeleteOptions? options, CancellationToken cancel)
    {
        var metadata = new EvictionMetadata(pod.Name, pod.Namespace);
        var eviction = new EvictionBody("policy/v1", "Eviction", metadata, options?.ToBodyRecord());
        var body = KubeBody.Of(eviction, KubeJson.Default.EvictionBody);
        return api.CreateSubresourceAsync(KubeResources.Pods, pod, "eviction", body, cancel);
    }

    private static KubeRequest Delete(string path, DeleteOptions? options) => options is null
        ? new KubeRequest { Method = "DELETE", Path = path }
        : Write("DELETE", path, Json, KubeBody.Of(options.ToBodyRecord(), KubeJson.Default.DeleteOptionsBody));
}
