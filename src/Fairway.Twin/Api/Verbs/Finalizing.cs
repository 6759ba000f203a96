using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Kinds;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Verbs;

/// <summary>The subresource <c>finalize</c> of namespaces: the only way to change <c>spec.finalizers</c>.</summary>
internal sealed class Finalizing(ApiContext context)
{
    private readonly Update update = new(context);

    public async Task<KubeResponse> PutAsync(ResourceCall call, CancellationToken cancel)
    {
        var options = WriteOptions.Read(call.Request, "UpdateOptions");
        var body = ObjectDecoder.Decode(call, options.Validation);
        Identity.Check(call, body);
        var errors = new List<FieldError>();
        call.Rules.ValidateCreate(body, errors);
        if (errors.Count > 0)
        {
            throw ApiFailure.Invalid(call.Resource.Group, call.Resource.Kind, call.Key.Name, errors);
        }

        var updated = await update.ApplyAsync(call, UpdatePart.Inner, options, live => Finalized(live, body), cancel);
        return Answers.Object(call, 200, updated.Object);
    }

    private static JsonObject Finalized(JsonObject live, JsonObject body)
    {
        var changed = (JsonObject)live.DeepClone();
        var finalizers = NamespaceRules.Finalizers(body);
        changed["spec"] = finalizers.Count == 0
            ? new JsonObject()
            : new JsonObject { ["finalizers"] = new JsonArray([.. finalizers.Select(f => (JsonNode)f)]) };
        ObjectMeta.Keep(ObjectMeta.Of(changed), ObjectMeta.Of(body), "resourceVersion");
        return changed;
    }
}
