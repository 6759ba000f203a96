using Fairway.Kube;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Api.Usage;
using Fairway.Twin.Api.Verbs;

namespace Fairway.Twin.Api;

/// <summary>Sends a call for a resource to its verb.</summary>
internal sealed class ResourceVerbs(ApiContext context)
{
    private readonly Reading reading = new(context);
    private readonly Listing listing = new(context);
    private readonly WatchOpening watches = new(context);
    private readonly Creation creation = new(context);
    private readonly Replacement replacement = new(context);
    private readonly Patching patching = new(context);
    private readonly Deletion deletion = new(context);
    private readonly CollectionDeletion collections = new(context);
    private readonly Scaling scaling = new(context);
    private readonly Binding binding = new(context);
    private readonly Reviewing reviewing = new(context);
    private readonly TokenRequesting tokens = new(context);
    private readonly Eviction eviction = new(context);
    private readonly Finalizing finalizing = new(context);
    private readonly UsageReader usage = new(context, new Listing(context));

    public async ValueTask<ApiReply> HandleAsync(ResourceCall call, CancellationToken cancel)
    {
        var path = call.Path;
        if (UsageRows.Has(call.Resource))
        {
            return path.OldWatch || call.Request.Method != "GET"
                ? throw ApiFailure.MethodNotAllowed()
                : new ApiReply.Answer(await usage.HandleAsync(call, cancel));
        }

        if (path.OldWatch || path.Name is null)
        {
            return await CollectionAsync(call, cancel);
        }

        CheckNamespace(call);
        return new ApiReply.Answer(path.Subresource is null
            ? await ObjectAsync(call, cancel)
            : await SubresourceAsync(call, path.Subresource.Name, cancel));
    }

    private async Task<ApiReply> CollectionAsync(ResourceCall call, CancellationToken cancel)
    {
        switch (call.Request.Method)
        {
            case "POST" when call.Resource is { Kind: "Binding", Group: "" } && HasNamespace(call):
                return new ApiReply.Answer(await binding.PostAsync(call, cancel));
            case "POST" when !call.Path.OldWatch && Allows(call, "create"):
                return new ApiReply.Answer(Reviewing.Knows(call)
                    ? await reviewing.HandleAsync(call, cancel)
                    : await creation.HandleAsync(call, cancel));
            case "GET" when Allows(call, "list"):
                var options = ListOptions.Read(call.Request, call.Resource, call.Path.OldWatch);
                return options.Watch
                    ? new ApiReply.Stream(await watches.OpenAsync(call, options, cancel))
                    : new ApiReply.Answer(await listing.HandleAsync(call, options, cancel));
            case "DELETE" when !call.Path.OldWatch && Allows(call, "deletecollection") && HasNamespace(call):
                var selected = ListOptions.Read(call.Request, call.Resource, oldWatch: false);
                return new ApiReply.Answer(await collections.HandleAsync(call, selected, cancel));
            default:
                throw ApiFailure.MethodNotAllowed();
        }
    }

    private Task<KubeResponse> ObjectAsync(ResourceCall call, CancellationToken cancel) => call.Request.Method switch
    {
        "GET" when Allows(call, "get") => reading.HandleAsync(call, cancel),
        "PUT" when Allows(call, "update") => replacement.HandleAsync(call, UpdatePart.Main, cancel),
        "PATCH" when Allows(call, "patch") => patching.HandleAsync(call, UpdatePart.Main, cancel),
        "DELETE" when Allows(call, "delete") => deletion.HandleAsync(call, cancel),
        _ => throw ApiFailure.MethodNotAllowed(),
    };

    private Task<KubeResponse> SubresourceAsync(ResourceCall call, string name, CancellationToken cancel) =>
        (name, call.Request.Method) switch
        {
            ("status" or "resize" or "ephemeralcontainers", "GET") => reading.HandleAsync(call, cancel),
            ("status", "PUT") => replacement.HandleAsync(call, UpdatePart.Status, cancel),
            ("status", "PATCH") => patching.HandleAsync(call, UpdatePart.Status, cancel),
            ("approval", "GET") => reading.HandleAsync(call, cancel),
            ("approval", "PUT") => replacement.HandleAsync(call, UpdatePart.Approval, cancel),
            ("approval", "PATCH") => patching.HandleAsync(call, UpdatePart.Approval, cancel),
            ("resize" or "ephemeralcontainers", "PUT") =>
                replacement.HandleAsync(call, UpdatePart.Subresource, cancel),
            ("resize" or "ephemeralcontainers", "PATCH") =>
                patching.HandleAsync(call, UpdatePart.Subresource, cancel),
            ("scale", "GET") => Task.FromResult(scaling.Get(call)),
            ("scale", "PUT") => scaling.PutAsync(call, cancel),
            ("scale", "PATCH") => scaling.PatchAsync(call, cancel),
            ("binding", "POST") => binding.PostAsync(call, cancel),
            ("eviction", "POST") => eviction.PostAsync(call, cancel),
            ("token", "POST") => tokens.PostAsync(call, cancel),
            ("finalize", "PUT") => finalizing.PutAsync(call, cancel),
            _ => throw ApiFailure.MethodNotAllowed(),
        };

    private static bool Allows(ResourceCall call, string verb) => call.Resource.Verbs.Contains(verb);

    private static bool HasNamespace(ResourceCall call) => !call.Resource.Namespaced || call.Path.Namespace is not null;

    private static void CheckNamespace(ResourceCall call)
    {
        if (!HasNamespace(call))
        {
            throw ApiFailure.NoSuchResource();
        }
    }
}
