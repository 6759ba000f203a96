using Fairway.Kube;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Verbs;

/// <summary>GET of one object.</summary>
internal sealed class Reading(ApiContext context)
{
    public async Task<KubeResponse> HandleAsync(ResourceCall call, CancellationToken cancel)
    {
        if (call.Request.QueryValue("resourceVersion") is { Length: > 0 } text)
        {
            await Revisions.ReachAsync(context.Store, Revisions.Parse(text), cancel);
        }

        var found = context.Store.Find(call.Resource.StorageName, call.Key)
            ?? throw ApiFailure.NotFound(call.Resource, call.Key.Name);
        return Answers.Stored(call, 200, found);
    }
}
