using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Decoding;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Verbs;

/// <summary>Creates objects: POST to a collection, and server-side apply of what is not there.</summary>
internal sealed class Creation(ApiContext context)
{
    // The reference server tries a generated name as often before it says that the name is taken.
    private const int NameTries = 8;

    /// <summary>POST to a collection.</summary>
    public async Task<KubeResponse> HandleAsync(ResourceCall call, CancellationToken cancel)
    {
        var options = WriteOptions.Read(call.Request, "CreateOptions");
        if (call.Resource.Namespaced && call.Path.Namespace is null)
        {
            throw ApiFailure.MethodNotAllowed();
        }

        var obj = ObjectDecoder.Decode(call, options.Validation);
        var created = await CreateAsync(call, obj, options, cancel);
        return created.Stored is { } stored
            ? Answers.Stored(call, 201, stored)
            : Answers.Object(call, 201, created.Object);
    }

    /// <summary>
    /// Creates the decoded object. Returns the tree as it is stored, its resourceVersion among it; of a dry run as it
    /// would be, and nothing stored.
    /// </summary>
    /// <exception cref="ApiFailure">The object is refused.</exception>
    public async Task<Updated> CreateAsync(
        ResourceCall call, JsonObject obj, WriteOptions options, CancellationToken cancel)
    {
        Identify(call, obj);
        CheckDefinition(call, obj);
        Wipe(obj);
        Ownership.Track(call, null, obj, options);
        var request = await context.Admission.AdmitCreateAsync(call, obj, options, cancel);
        obj = request.Object!;
        Escalation.Check(context.Access, call, obj, null);
        var generated = ObjectMeta.Text(ObjectMeta.Of(obj), "generateName");
        var nameIsGenerated = ObjectMeta.Text(ObjectMeta.Of(obj), "name").Length == 0 && generated.Length > 0;
        var nameless = nameIsGenerated && call.Rules.CopiesName ? (JsonObject)obj.DeepClone() : null;
        for (var tries = 0; ; tries++)
        {
            // What is prepared may hold the name as well, so the name comes first.
            obj = tries > 0 && nameless is not null ? (JsonObject)nameless.DeepClone() : obj;
            var metadata = ObjectMeta.Of(obj);
            if (nameIsGenerated)
            {
                metadata["name"] = context.Ids.Name(generated);
            }

            if (tries == 0 || nameless is not null)
            {
                Prepare(call, obj);
            }

            Validate(call, obj);
            await context.Admission.ValidateCreateAsync(request, obj, cancel);
            var outcome = await CommitAsync(call, obj, options, cancel);
            if (outcome is not null)
            {
                return outcome;
            }

            if (!nameIsGenerated || tries == NameTries)
            {
                throw ApiFailure.AlreadyExists(call.Resource, ObjectMeta.Name(obj));
            }
        }
    }

    private async Task<Updated?> CommitAsync(
        ResourceCall call, JsonObject obj, WriteOptions options, CancellationToken cancel)
    {
        var draft = StoredTree.Draft(call.Resource, obj);
        var storage = call.Resource.StorageName;
        if (options.DryRun)
        {
            return context.Store.Find(storage, draft.Key) is null ? new Updated(obj, null) : null;
        }

        var result = await context.Store.CommitAsync(new StoreWrite.Create(storage, draft), cancel);
        if (result.Outcome != CommitOutcome.Committed)
        {
            return null;
        }

        if (CustomDecoder.IsStoredOtherwise(call.Resource))
        {
            return new Updated(StoredTree.Read(result.Object!, call.Resource), result.Object);
        }

        Answers.SetRevision(obj, result.Object!.Revision);
        return new Updated(obj, result.Object);
    }

    private static void Identify(ResourceCall call, JsonObject obj)
    {
        var metadata = ObjectMeta.Of(obj);
        if (call.Path.Name is { } name && ObjectMeta.Text(metadata, "name") != name)
        {
            throw ApiFailure.BadRequest(
                $"the name of the object ({ObjectMeta.Text(metadata, "name")}) does not match the name on the URL "
                + $"({name})");
        }

        Identity.SetNamespace(call, metadata);
        if (ObjectMeta.Text(metadata, "resourceVersion").Length > 0)
        {
            throw new ApiFailure(500, null, "resourceVersion should not be set on objects to be created");
        }
    }

    private static void CheckDefinition(ResourceCall call, JsonObject obj)
    {
        if (call.Resource.Custom is { IsTerminating: true })
        {
            var name = ObjectMeta.Name(obj);
            throw new ApiFailure(
                403,
                "Forbidden",
                $"{call.Resource.QualifiedName} \"{name}\" is forbidden: create not allowed while custom resource "
                + "definition is terminating",
                ApiFailure.Named(call.Resource, name));
        }
    }

    /// <summary>Takes away what only the server sets, before anybody comes to own it.</summary>
    private static void Wipe(JsonObject obj)
    {
        var metadata = ObjectMeta.Of(obj);
        foreach (var field in (
            ReadOnlySpan<string>)["resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"])
        {
            metadata.Remove(field);
        }
    }

    private void Prepare(ResourceCall call, JsonObject obj)
    {
        var metadata = ObjectMeta.Of(obj);
        metadata["uid"] = context.Ids.Uid();
        metadata["creationTimestamp"] = ObjectMeta.Time(context.Time.GetUtcNow());
        if (call.Rules.CountsGenerations)
        {
            metadata["generation"] = 1;
        }

        if (call.Resource.Has("status") && !call.Rules.KeepsStatus)
        {
            obj.Remove("status");
        }

        call.Rules.PrepareForCreate(obj, context.Kind);
        call.Rules.SetRequester(obj, call.User);
        if (call.Resource.Schema is { } schema)
        {
            SchemaDecoder.Complete(obj, schema);
        }
    }

    private static void Validate(ResourceCall call, JsonObject obj)
    {
        var errors = new List<FieldError>();
        MetadataValidation.Check(obj, call.Rules.CheckName, errors, call.Resource.Custom is not null);
        call.Rules.ValidateCreate(obj, errors);
        if (errors.Count > 0)
        {
            throw ApiFailure.Invalid(call.Resource.Group, call.Resource.Kind, ObjectMeta.Name(obj), errors);
        }

        call.Warn(call.Rules.Warning(obj));
        call.WarnAll(call.Rules.PodWarningsOf(obj));
    }
}
