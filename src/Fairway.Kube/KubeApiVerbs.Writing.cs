using System.Text.Json.Nodes;
using Fairway.Kube.Requests;

namespace Fairway.Kube;

public static partial class KubeApiVerbs
{
    private const string Json = "application/json";

    /// <summary>Creates an object. Answers with the object as stored, its generated name included.</summary>
    public static async Task<KubeResponse> CreateAsync(
        this IKubeApi api,
        KubeResource resource,
        string? ns,
        KubeBody body,
        WriteOptions? options,
        CancellationToken cancel)
    {
        var request = Write("POST", resource.CollectionPath(resource.Namespaced ? ns : null), Json, body);
        var response =
            await api.SendAsync(request with { Query = (options ?? WriteOptions.None).Parameters() }, cancel);
        return response.EnsureSuccess();
    }

    /// <summary>Posts to a subresource of an object: <c>binding</c>, <c>eviction</c>, <c>token</c>.</summary>
    public static async Task<KubeResponse> CreateSubresourceAsync(
        this IKubeApi api,
        KubeResource resource,
        ObjectKey key,
        string subresource,
        KubeBody body,
        CancellationToken cancel)
    {
        var response = await api.SendAsync(
            Write("POST", resource.ObjectPath(key, subresource), Json, body), cancel);
        return response.EnsureSuccess();
    }

    /// <summary>Patches an object, or the part of it that <see cref="WriteOptions.Subresource"/> names.</summary>
    public static Task<KubeResponse> PatchAsync(
        this IKubeApi api,
        KubeResource resource,
        ObjectKey key,
        PatchKind kind,
        KubeBody body,
        WriteOptions? options,
        CancellationToken cancel) =>
        SendPatchAsync(api, resource.ObjectPath(key, options?.Subresource), MediaType(kind), body, options, cancel);

    /// <summary>RFC 6902 patch. See <see cref="PatchAsync"/>.</summary>
    public static Task<KubeResponse> JsonPatchAsync(
        this IKubeApi api,
        KubeResource resource,
        ObjectKey key,
        KubeBody body,
        WriteOptions? options,
        CancellationToken cancel) =>
        api.PatchAsync(resource, key, PatchKind.Json, body, options, cancel);

    /// <summary>RFC 7386 patch; with metadata.resourceVersion in it, refused with 409 if the object has
    /// changed.</summary>
    public static Task<KubeResponse> MergePatchAsync(
        this IKubeApi api,
        KubeResource resource,
        ObjectKey key,
        KubeBody body,
        WriteOptions? options,
        CancellationToken cancel) =>
        api.PatchAsync(resource, key, PatchKind.Merge, body, options, cancel);

    /// <summary>Server-side apply: creates the object, or brings the fields in <paramref name="body"/> to it.</summary>
    /// <exception cref="ArgumentException"><see cref="WriteOptions.FieldManager"/> is missing.</exception>
    public static Task<KubeResponse> ApplyAsync(
        this IKubeApi api,
        KubeResource resource,
        ObjectKey key,
        KubeBody body,
        WriteOptions options,
        CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(options.FieldManager))
        {
            throw new ArgumentException("An apply must name its field manager.", nameof(options));
        }

        var path = resource.ObjectPath(key, options.Subresource);
        return SendPatchAsync(api, path, "application/apply-patch+yaml", body, options, cancel);
    }

    /// <summary>
    /// Puts <paramref name="status"/> in the place of the object's status, whatever it held. With
    /// <paramref name="resourceVersion"/>, refused with 409 if the object has changed since.
    /// </summary>
    public static Task<KubeResponse> ReplaceStatusAsync(
        this IKubeApi api,
        KubeResource resource,
        ObjectKey key,
        JsonNode status,
        string? resourceVersion,
        CancellationToken cancel)
    {
        var operations = new List<JsonPatchOperation>();
        if (resourceVersion is not null)
        {
            // A patched resourceVersion is compared with the stored one, so that a stale write is a 409 and no failed
            // test.
            operations.Add(new("replace", "/metadata/resourceVersion", JsonValue.Create(resourceVersion)));
        }

        operations.Add(new("add", "/status", status));
        var body = KubeBody.Of(operations, KubeJson.Default.ListJsonPatchOperation);
        return api.JsonPatchAsync(resource, key, body, new WriteOptions { Subresource = "status" }, cancel);
    }

    private static async Task<KubeResponse> SendPatchAsync(
        IKubeApi api,
        string path,
        string mediaType,
        KubeBody body,
        WriteOptions? options,
        CancellationToken cancel)
    {
        var request = Write("PATCH", path, mediaType, body) with
        {
            Query = (options ?? WriteOptions.None).Parameters(),
        };
        var response = await api.SendAsync(request, cancel);
        return response.EnsureSuccess();
    }

    private static string MediaType(PatchKind kind) => kind switch
    {
        PatchKind.Json => "application/json-patch+json",
        PatchKind.Merge => "application/merge-patch+json",
        _ => "application/strategic-merge-patch+json",
    };

    private static KubeRequest Write(string method, string path, string mediaType, KubeBody body) =>
        new() { Method = method, Path = path, ContentType = mediaType, Body = body.Utf8 };
}
