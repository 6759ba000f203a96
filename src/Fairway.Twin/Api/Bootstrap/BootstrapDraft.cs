using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Decoding;
using Fairway.Schema.Defaults;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Kinds;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Bootstrap;

/// <summary>Makes of a line what a request of the server itself would have stored, without asking anybody.</summary>
internal static class BootstrapDraft
{
    private const string Server = "kube-apiserver";
    private const string FlowControl = "api-priority-and-fairness-config-producer-v1";
    private const string Now = "<now>";

    /// <summary>Where the object of a line is stored.</summary>
    public static (ResourceType Resource, ObjectKey Key) Place(JsonObject line)
    {
        var version = ObjectMeta.Text(line, "apiVersion");
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        var (group, name) = slash < 0 ? ("", version) : (version[..slash], version[(slash + 1)..]);
        var resource = ResourceTable.BuiltIn.ByKind(group, name, ObjectMeta.Text(line, "kind"))
            ?? throw new InvalidOperationException($"no resource is of the kind of {line.ToJsonString()}");
        var metadata = ObjectMeta.Of(line);
        var ns = resource.Namespaced ? ObjectMeta.Text(metadata, "namespace") : null;
        return (resource, new ObjectKey(ns, ObjectMeta.Text(metadata, "name")));
    }

    /// <summary>The object, with uid and time.</summary>
    public static ObjectDraft Of(JsonObject line, KindContext context)
    {
        var (resource, key) = Place(line);
        var time = ObjectMeta.Time(context.Time.GetUtcNow());
        var obj = (JsonObject)line.DeepClone();
        foreach (var condition in (obj["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(c => ObjectMeta.Text(c, "lastTransitionTime") == Now))
        {
            condition["lastTransitionTime"] = time;
        }

        ObjectPreparation.DecodeAndDefault(resource, obj);
        var status = obj["status"]?.DeepClone();
        obj.Remove("status");
        var call = Call(resource, key, context.Time);
        call.Rules.Complete(obj);
        Ownership.Track(call, null, obj, WriteOptions.Read(call.Request, "CreateOptions"));
        Prepare(call, obj, context, time);
        if (line["status"] is not null)
        {
            obj["status"] = status;
        }

        SchemaDecoder.Complete(obj, resource.Schema!);
        return StoredTree.Draft(resource, obj);
    }

    private static void Prepare(ResourceCall call, JsonObject obj, KindContext context, string time)
    {
        var metadata = ObjectMeta.Of(obj);
        metadata["uid"] = context.Ids.Uid();
        metadata["creationTimestamp"] = time;
        if (call.Rules.CountsGenerations)
        {
            metadata["generation"] = 1;
        }

        call.Rules.PrepareForCreate(obj, context);
    }

    private static ResourceCall Call(ResourceType resource, ObjectKey key, TimeProvider time)
    {
        var manager = resource.Group == "flowcontrol.apiserver.k8s.io" ? FlowControl : Server;
        var request = new KubeRequest
        {
            Method = "POST",
            Path = "",
            Query = [KeyValuePair.Create("fieldManager", manager)],
        };
        return new ResourceCall(
            request, new ResourcePath(resource, key.Namespace, key.Name, null, false), Representation.Json, time);
    }
}
