using System.Text.Json.Nodes;
using Fairway.Kube;
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
        var updated = await update.ApplyAsync(call, part, options, _ => (JsonObject)body.DeepClone(), cancel);
        return Answers.Object(call, 200, updated.Object);
    }
}
