using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Requests;

/// <summary>The requests that built-in components make. Who makes them (the field manager) is their first
/// parameter.</summary>
internal static class Request
{
    private const string Json = "application/json";

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static KubeRequest Get(string agent, KubeResource resource, ObjectKey key) => new()
    {
        Method = "GET",
        Path = resource.ObjectPath(key),
        UserAgent = agent,
    };

    /// <summary>A list of metadata only, in one namespace or in all.</summary>
    public static KubeRequest ListMetadata(string agent, KubeResource resource, string? ns) => new()
    {
        Method = "GET",
        Path = resource.CollectionPath(ns),
        Accept = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json",
        UserAgent = agent,
    };

    public static KubeRequest Create(string agent, KubeResource resource, string? ns, JsonObject body) =>
        Write("POST", agent, resource.CollectionPath(ns), Json, body);

    public static KubeRequest Create(
        string agent, KubeResource resource, ObjectKey key, string subresource, JsonObject body) =>
        Write("POST", agent, resource.ObjectPath(key, subresource), Json, body);

    public static KubeRequest Update(
        string agent, KubeResource resource, ObjectKey key, string subresource, JsonObject body) =>
        Write("PUT", agent, resource.ObjectPath(key, subresource), Json, body);

    /// <summary>A JSON merge patch of an object or of one of its subresources.</summary>
    public static KubeRequest Merge(
        string agent, KubeResource resource, ObjectKey key, JsonObject patch, string? subresource = null) =>
        Write("PATCH", agent, resource.ObjectPath(key, subresource), "application/merge-patch+json", patch);

    /// <summary>A strategic merge patch of an object.</summary>
    public static KubeRequest Strategic(string agent, KubeResource resource, ObjectKey key, JsonObject patch) =>
        Write("PATCH", agent, resource.ObjectPath(key), "application/strategic-merge-patch+json", patch);

    /// <summary>A strategic merge patch of the status, which leaves conditions of other writers alone.</summary>
    public static KubeRequest StrategicStatus(string agent, KubeResource resource, ObjectKey key, JsonObject patch) =>
        Write("PATCH", agent, resource.ObjectPath(key, "status"), "application/strategic-merge-patch+json", patch);

    /// <summary>Deletes this very object, and no other of its name; where its uid is not known, that of the
    /// name.</summary>
    public static KubeRequest Delete(string agent, KubeResource resource, ObjectMeta obj, DeleteHow how) =>
        Write("DELETE", agent, resource.ObjectPath(obj.Key), Json, Options(how, obj.Uid.Length == 0 ? null : obj.Uid));

    public static KubeRequest DeleteAll(string agent, KubeResource resource, string ns) =>
        Write("DELETE", agent, resource.CollectionPath(ns), Json, Options(new DeleteHow(), null));

    /// <summary>The node as UTF-8.</summary>
    public static byte[] Bytes(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            node.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static KubeRequest Write(string method, string agent, string path, string contentType, JsonObject body) =>
        new()
    {
        Method = method,
        Path = path,
        ContentType = contentType,
        Body = Bytes(body),
        UserAgent = agent,
    };

    private static JsonObject Options(DeleteHow how, string? uid)
    {
        var options = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "DeleteOptions",
            ["propagationPolicy"] = how.Propagation,
        };
        if (uid is not null)
        {
            options["preconditions"] = new JsonObject { ["uid"] = uid };
        }

        if (how.GraceSeconds is { } grace)
        {
            options["gracePeriodSeconds"] = grace;
        }

        return options;
    }
}
