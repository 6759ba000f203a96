using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Verbs;

/// <summary>PUT of an object or of its status.</summary>
internal sealed class Replacement(ApiContext context)
{
    private readonly Update update = new(context);

    public async Task<KubeResponse> HandleAsync(ResourceCall call, UpdatePart part, CancellationToken cancel)
    {
        var options = WriteOptions.Read(call.Request, "UpdateOptions");
        var body = ObjectDecoder.Decode(call, options.Validation);
        Identity.Check(call, body);
        CheckRevision(call, body);
        var updated = await update.ApplyAsync(call, part, options, _ => (JsonObject)body.DeepClone(), cancel);
        return Answers.Written(call, 200, updated.Object);
    }

    private void CheckRevision(ResourceCall call, JsonObject body)
    {
        var isUnsaid = ObjectMeta.Text(ObjectMeta.Of(body), "resourceVersion") is "" or "0";
        if (call.Rules.NeedsRevision && isUnsaid && context.Store.Head(call.Resource.StorageName, call.Key) is not null)
        {
            // The reference server names the resource here where it names the kind elsewhere.
            throw ApiFailure.Invalid(
                call.Resource.Group,
                call.Resource.Plural,
                call.Key.Name,
                [FieldError.Invalid("metadata.resourceVersion", 0, "must be specified for an update")]);
        }
    }
}
