using System.Text.Json.Serialization.Metadata;
using Fairway.Kube.Objects;
using Fairway.Kube.Requests;

namespace Fairway.Kube;

/// <summary>
/// The verbs of the API by name. Each sends one request (lists: one a page) and throws <see cref="KubeApiException"/>
/// where the answer is a refusal.
/// </summary>
public static partial class KubeApiVerbs
{
    /// <summary>The object's JSON.</summary>
    public static async Task<KubeResponse> GetAsync(
        this IKubeApi api, KubeResource resource, ObjectKey key, CancellationToken cancel)
    {
        var response = await api.SendAsync(Get(resource.ObjectPath(key)), cancel);
        return response.EnsureSuccess();
    }

    /// <summary>The object, read as <typeparamref name="T"/>.</summary>
    public static async Task<T> GetAsync<T>(
        this IKubeApi api, KubeResource resource, ObjectKey key, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        var response = await api.GetAsync(resource, key, cancel);
        return response.Read(type);
    }

    /// <summary>The object's JSON, or null where the server says NotFound.</summary>
    public static async Task<KubeResponse?> FindAsync(
        this IKubeApi api, KubeResource resource, ObjectKey key, CancellationToken cancel)
    {
        var response = await api.SendAsync(Get(resource.ObjectPath(key)), cancel);
        return response.Status == 404 ? null : response.EnsureSuccess();
    }

    /// <summary>The object read as <typeparamref name="T"/>, or null where the server says NotFound.</summary>
    public static async Task<T?> FindAsync<T>(
        this IKubeApi api, KubeResource resource, ObjectKey key, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        var response = await api.FindAsync(resource, key, cancel);
        return response?.Read(type);
    }

    /// <summary>A subresource (<c>scale</c>, <c>status</c>, <c>log</c>) as the server gives it.</summary>
    public static async Task<KubeResponse> GetSubresourceAsync(
        this IKubeApi api, KubeResource resource, ObjectKey key, string subresource, CancellationToken cancel)
    {
        var response = await api.SendAsync(Get(resource.ObjectPath(key, subresource)), cancel);
        return response.EnsureSuccess();
    }

    /// <summary>One page of a list.</summary>
    public static async Task<KubeResponse> ListAsync(
        this IKubeApi api, KubeResource resource, ListQuery query, CancellationToken cancel)
    {
        var request = Get(resource.CollectionPath(query.Namespace)) with { Query = query.Parameters() };
        var response = await api.SendAsync(request, cancel);
        return response.EnsureSuccess();
    }

    /// <summary>
    /// Every object of a list, page by page where <see cref="ListQuery.Limit"/> is set. All pages are of one revision;
    /// where the server has forgotten that revision meanwhile, it refuses with 410 and reason Expired.
    /// </summary>
    public static async Task<IReadOnlyList<T>> ListAllAsync<T>(
        this IKubeApi api, KubeResource resource, ListQuery query, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        var items = new List<T>();
        string? next = query.Continue;
        do
        {
            var page = await api.ListAsync(resource, query with { Continue = next }, cancel);
            next = ListReader.Read(page.Body, type, (_, item) => items.Add(item)).Continue;
        }
        while (next is not null);

        return items;
    }

    /// <summary>Opens a watch on everything after <see cref="ListQuery.ResourceVersion"/>, or with the present state
    /// first if that is null.</summary>
    public static Task<IKubeWatch> WatchAsync(
        this IKubeApi api, KubeResource resource, ListQuery query, CancellationToken cancel)
    {
        var parameters = query.Parameters();
        parameters.Add(new("watch", "true"));
        parameters.Add(new("allowWatchBookmarks", "true"));
        return api.WatchAsync(Get(resource.CollectionPath(query.Namespace)) with { Query = parameters }, cancel);
    }

    private static KubeRequest Get(string path) => new() { Method = "GET", Path = path };
}
