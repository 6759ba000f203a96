using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Verbs;

/// <summary>The subresource <c>scale</c>: an autoscaling/v1 Scale that reads and writes <c>spec.replicas</c>.</summary>
internal sealed class Scaling(ApiContext context)
{
    private const string ScaleSchema = "io.k8s.api.autoscaling.v1.Scale";
    private readonly Update update = new(context);

    public KubeResponse Get(ResourceCall call)
    {
        var found = context.Store.Find(call.Resource.StorageName, call.Key)
            ?? throw ApiFailure.NotFound(call.Resource, call.Key.Name);
        return Answers.Json(call, 200, ScaleView.Of(call.Resource, StoredTree.Read(found, call.Resource)));
    }

    public async Task<KubeResponse> PutAsync(ResourceCall call, CancellationToken cancel)
    {
        var options = WriteOptions.Read(call.Request, "UpdateOptions");
        var scale = TypedBody.Fit(BodyText.Read(call.Request, "Scale").Object, "Scale", ScaleSchema);
        Identity.Check(call, scale);
        return await WriteAsync(call, options, _ => scale, cancel);
    }

    public async Task<KubeResponse> PatchAsync(ResourceCall call, CancellationToken cancel)
    {
        var type = PatchTypes.Of(call);
        var options = WriteOptions.Read(call.Request, "PatchOptions");
        PatchTypes.CheckOptions(call.Request, type);
        if (type == PatchType.Apply)
        {
            RefuseCustom(call);
            var config = ApplyBody.Read(call);
            return await WriteAsync(call, options, scale => Ownership.ApplyScale(call, scale, config, options), cancel);
        }

        var patch = PatchTypes.ReadBody(call.Request, type);
        var schema = BuiltInSchemas.Find(ScaleSchema);
        return await WriteAsync(call, options, scale => PatchTypes.Apply(type, scale, patch, schema), cancel);
    }

    private async Task<KubeResponse> WriteAsync(
        ResourceCall call, WriteOptions options, Func<JsonObject, JsonObject> change, CancellationToken cancel)
    {
        var updated = await update.ApplyAsync(
            call, UpdatePart.Inner, options, live => Written(call, options, live, change), cancel);
        return Answers.Json(call, 200, ScaleView.Of(call.Resource, updated.Object));
    }

    /// <summary>The reference server cannot apply the Scale of a custom resource.</summary>
    private static void RefuseCustom(ResourceCall call)
    {
        if (call.Resource.Custom is not null)
        {
            const string Version = "autoscaling/v1";
            throw new ApiFailure(
                500,
                null,
                $"failed to convert new object (/{call.Path.Name}; {Version}, Kind=Scale) to proper version: request "
                + $"to convert CR to an invalid group/version: {Version}");
        }
    }

    /// <summary>The object with the replicas that the change gives its Scale, and with the Scale's ownership of
    /// them.</summary>
    private static JsonObject Written(
        ResourceCall call, WriteOptions options, JsonObject live, Func<JsonObject, JsonObject> change)
    {
        var before = ScaleView.Of(call.Resource, live);
        ObjectMeta.Set(ObjectMeta.Of(before), "managedFields", Ownership.OfScale(call, live));
        var scale = change((JsonObject)before.DeepClone());
        var changed = WithReplicas(call, live, scale);
        Ownership.TrackScale(call, before, scale, options);
        ObjectMeta.Set(ObjectMeta.Of(changed), "managedFields", Ownership.FromScale(call, live, scale));
        return changed;
    }

    private static JsonObject WithReplicas(ResourceCall call, JsonObject live, JsonObject scale)
    {
        var replicas = Replicas(call, scale);
        var changed = (JsonObject)live.DeepClone();
        ScaleView.SetReplicas(call.Resource, changed, replicas);
        var (metadata, asked) = (ObjectMeta.Of(changed), ObjectMeta.Of(scale));
        ObjectMeta.Keep(metadata, asked, "resourceVersion");
        if (ObjectMeta.Has(asked, "uid"))
        {
            ObjectMeta.Keep(metadata, asked, "uid");
        }

        return changed;
    }

    private static long Replicas(ResourceCall call, JsonObject scale)
    {
        var asked = (scale["spec"] as JsonObject)?["replicas"];
        if (asked is not null && !(asked is JsonValue value && value.TryGetValue<long>(out _)))
        {
            var error = FieldError.Invalid("patch", asked, "spec.replicas must be a whole number");
            throw ApiFailure.Invalid("", "", "", [error]);
        }

        var replicas = asked?.GetValue<long>() ?? 0;
        return replicas >= 0 || call.Resource.Custom is not null ? replicas : throw ApiFailure.Invalid(
            "autoscaling",
            "Scale",
            ObjectMeta.Name(scale),
            [FieldError.Invalid("spec.replicas", replicas, "must be greater than or equal to 0")]);
    }
}
