using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Merge.Patches;
using Fairway.Schema;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Verbs;

/// <summary>PATCH of an object or of its status: JSON, merge, strategic merge and server-side apply.</summary>
internal sealed class Patching(ApiContext context)
{
    private readonly Update update = new(context);
    private readonly Creation creation = new(context);

    public Task<KubeResponse> HandleAsync(ResourceCall call, UpdatePart part, CancellationToken cancel)
    {
        var type = PatchTypes.Of(call);
        var options = WriteOptions.Read(call.Request, "PatchOptions");
        PatchTypes.CheckOptions(call.Request, type);
        return type == PatchType.Apply
            ? ApplyAsync(call, part, options, cancel)
            : PatchAsync(call, part, options, type, cancel);
    }

    private async Task<KubeResponse> PatchAsync(
        ResourceCall call, UpdatePart part, WriteOptions options, PatchType type, CancellationToken cancel)
    {
        var patch = PatchTypes.ReadBody(call.Request, type);
        part = part == UpdatePart.Status && IsStatusAlone(call, options, type, patch) ? UpdatePart.StatusAlone : part;
        var updated =
            await update.ApplyAsync(call, part, options, live => Patched(call, options, type, live, patch), cancel);
        return updated.Stored is { } stored
            ? Answers.Stored(call, 200, stored)
            : Answers.Written(call, 200, updated.Object);
    }

    private static JsonObject Patched(
        ResourceCall call, WriteOptions options, PatchType type, JsonObject live, JsonNode? patch)
    {
        var result = PatchTypes.Apply(type, live, patch, call.Resource.Schema);
        if (ObjectMeta.Name(result).Length == 0)
        {
            throw ApiFailure.BadRequest(
                $"the name of the object ({call.Path.Name} based on URL) was undeterminable: name must be provided");
        }

        var source = new PatchSource(
            type == PatchType.Strategic ? patch : null,
            () => PatchTypes.Apply(type, live, patch, call.Resource.Schema));
        var decoded = Update.IsWhole(call, live)
            ? ObjectDecoder.DecodePatched(call, result, options.Validation, source)
            : ObjectDecoder.DecodeStatus(call, result, options.Validation, source);
        Identity.Check(call, decoded);
        return decoded;
    }

    private static bool IsStatusAlone(ResourceCall call, WriteOptions options, PatchType type, JsonNode? patch) =>
        call.Rules.StatusStandsAlone && !options.DryRun && type == PatchType.Strategic
        && patch is JsonObject { Count: 1 } && patch["status"] is JsonObject;

    private async Task<KubeResponse> ApplyAsync(
        ResourceCall call, UpdatePart part, WriteOptions options, CancellationToken cancel)
    {
        var config = ApplyBody.Read(call);
        if (context.Store.Head(call.Resource.StorageName, call.Key) is null && part == UpdatePart.Main)
        {
            var created = await TryCreateAsync(call, config, options, cancel);
            if (created is not null)
            {
                return Answers.Object(call, 201, created.Object);
            }
        }

        var updated =
            await update.ApplyAsync(call, part, options, live => Applied(call, live, config, options), cancel);
        return Answers.Written(call, 200, updated.Object);
    }

    private static JsonObject Applied(ResourceCall call, JsonObject? live, JsonObject config, WriteOptions options)
    {
        JsonObject Apply() => Ownership.Apply(call, live, config, options);
        return ObjectDecoder.DecodePatched(call, Apply(), options.Validation, new PatchSource(null, Apply));
    }

    private async Task<Updated?> TryCreateAsync(
        ResourceCall call, JsonObject config, WriteOptions options, CancellationToken cancel)
    {
        var made = Applied(call, null, config, options);
        // Which revision it was meant for does not matter where there is none.
        ObjectMeta.Of(made).Remove("resourceVersion");
        try
        {
            return await creation.CreateAsync(call, made, options, cancel);
        }
        catch (ApiFailure taken) when (taken.Reason == "AlreadyExists")
        {
            // Somebody made it in between: apply to what is there now.
            return null;
        }
    }
}

/// <summary>The kinds of patch.</summary>
internal enum PatchType
{
    /// <summary>RFC 6902.</summary>
    Json,

    /// <summary>RFC 7386.</summary>
    Merge,

    /// <summary>Strategic merge, by the merge keys of the schema.</summary>
    Strategic,

    /// <summary>Server-side apply.</summary>
    Apply,
}

/// <summary>Reads and applies the kinds of patch.</summary>
internal static class PatchTypes
{
    /// <exception cref="ApiFailure">415 where the type is not known, or not for this resource.</exception>
    public static PatchType Of(ResourceCall call) => MediaTypes.Bare(call.Request.ContentType) switch
    {
        "application/json-patch+json" => PatchType.Json,
        "application/merge-patch+json" => PatchType.Merge,
        "application/strategic-merge-patch+json" => call.Resource.Custom is null
            ? PatchType.Strategic
            : throw ApiFailure.UnsupportedCustomPatch(),
        "application/apply-patch+yaml" => PatchType.Apply,
        _ => throw ApiFailure.UnsupportedPatchType(),
    };

    public static bool IsApply(KubeRequest request) =>
        request.Method == "PATCH" && MediaTypes.Bare(request.ContentType) == "application/apply-patch+yaml";

    public static void CheckOptions(KubeRequest request, PatchType type)
    {
        var errors = new List<FieldError>();
        if (type == PatchType.Apply && string.IsNullOrEmpty(request.QueryValue("fieldManager")))
        {
            errors.Add(FieldError.Required("fieldManager", "is required for apply patch"));
        }

        if (type != PatchType.Apply && request.QueryValue("force") is not null)
        {
            errors.Add(FieldError.Forbidden("force", "may not be specified for non-apply patch"));
        }

        if (errors.Count > 0)
        {
            throw ApiFailure.Invalid("meta.k8s.io", "PatchOptions", "", errors);
        }
    }

    public static JsonNode? ReadBody(KubeRequest request, PatchType type)
    {
        try
        {
            return JsonReader.Read(request.Body.Span).Node;
        }
        catch (JsonFormatException fault)
        {
            throw ApiFailure.BadRequest(
                type == PatchType.Json ? $"error decoding patch: {fault.Message}" : fault.Message);
        }
    }

    public static JsonObject Apply(PatchType type, JsonObject live, JsonNode? patch, SchemaNode? schema) => type switch
    {
        PatchType.Json => JsonPatch.Apply(live, patch) as JsonObject ?? throw ApiFailure.InvalidPatch(),
        PatchType.Merge => MergePatch.Apply(live, patch),
        _ => StrategicMergePatch.Apply(live, patch, schema ?? throw ApiFailure.UnsupportedPatchType()),
    };
}
