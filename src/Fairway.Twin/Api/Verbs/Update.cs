using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Verbs;

/// <summary>Makes the new state of an object out of the live one. Called again when somebody else wrote in
/// between.</summary>
/// <returns>The new state, decoded and defaulted; a tree of its own.</returns>
internal delegate JsonObject Change(JsonObject live);

/// <summary>Makes the new specification of an object whose specification is not read; checks what the change needs of
/// it, and of the rest.</summary>
internal delegate SetAside SpecificationChange(JsonObject live, SetAside aside);

/// <summary>Which part of the object a write may change.</summary>
internal enum UpdatePart
{
    /// <summary>Everything but the status.</summary>
    Main,

    /// <summary>The status, and what of the metadata may go with it.</summary>
    Status,

    /// <summary>The status and nothing beside it, of a kind whose status stands alone: where no admission wants to see
    /// the object, the specification is not read.</summary>
    StatusAlone,

    /// <summary>The node of a pod, with what goes along: the specification is not read. Nothing is put back.</summary>
    Binding,

    /// <summary>Who approves or denies, and why.</summary>
    Approval,

    /// <summary>What another subresource is for that takes the whole object (resize, ephemeralcontainers).</summary>
    Subresource,

    /// <summary>What the caller of the core itself changes (scale, finalize): nothing is put back.</summary>
    Inner,
}

/// <summary>What an update came to.</summary>
/// <param name="Object">The tree with its resourceVersion.</param>
/// <param name="Stored">What is stored now; null after a dry run and where the object went with its last
/// finalizer.</param>
internal sealed record Updated(JsonObject Object, StoredObject? Stored);

/// <summary>
/// The one way in which stored objects change: read, change, check, track ownership, commit if nobody was faster, else
/// again.
/// </summary>
internal sealed class Update(ApiContext context)
{
    private readonly UpdateAdmission admission = new(context.Admission);

    /// <exception cref="ApiFailure">The object is not there, or the change is refused.</exception>
    public Task<Updated> ApplyAsync(
        ResourceCall call, UpdatePart part, WriteOptions options, Change change, CancellationToken cancel) =>
        ApplyAsync(call, part, options, change, static (_, aside) => aside, cancel);

    /// <summary>The same, where the specification changes without being read.</summary>
    /// <exception cref="ApiFailure">The object is not there, or the change is refused.</exception>
    public async Task<Updated> ApplyAsync(
        ResourceCall call,
        UpdatePart part,
        WriteOptions options,
        Change change,
        SpecificationChange changeSpec,
        CancellationToken cancel)
    {
        while (true)
        {
            var head = context.Store.Head(call.Resource.StorageName, call.Key)
                ?? throw ApiFailure.NotFound(call.Resource, call.Key.Name);
            var isApart = part == UpdatePart.Binding
                || (part == UpdatePart.StatusAlone && !admission.Concerns(call));
            var (live, aside) = isApart
                ? StoredTree.ReadWithoutSpec(head)
                : (StoredTree.Read(head, call.Resource), null);
            aside = aside is null ? null : changeSpec(live, aside);
            var updated = change(live);
            context.Beats.Keep(call.Resource, head, live, updated);
            Ownership.Track(call, live, updated, options, isApart);
            updated = await admission.AdmitAsync(call, options, live, updated, cancel);
            Escalation.Check(context.Access, call, updated, live);
            CheckPreconditions(call, updated, live, head);
            Restore(call, part, updated, live);
            Validate(call, part, updated, live);
            await admission.ValidateAsync(call, options, live, updated, cancel);
            if (HasSameStatus(live, updated))
            {
                Ownership.KeepTimes(live, updated);
            }

            var attempt = await CommitAsync(new Attempt(call, options, head, live, updated, aside), cancel);
            if (attempt is not null)
            {
                return attempt;
            }
        }
    }

    /// <summary>Whether a change is given the whole object.</summary>
    public static bool IsWhole(ResourceCall call, JsonObject live) =>
        !call.Rules.StatusStandsAlone || live.ContainsKey(SetAside.Member);

    private static void CheckPreconditions(ResourceCall call, JsonObject updated, JsonObject live, StoredObject head)
    {
        var metadata = ObjectMeta.Of(updated);
        var uid = ObjectMeta.Text(metadata, "uid");
        if (uid.Length > 0 && uid != head.Uid && call.Request.Method == "PUT")
        {
            var at = $"/registry/{call.Resource.Plural}/{call.Key}";
            throw ApiFailure.Conflict(
                call.Resource.QualifiedName,
                ApiFailure.Named(call.Resource, call.Key.Name),
                call.Key.Name,
                $"StorageError: invalid object, Code: 4, Key: {at}, ResourceVersion: 0, AdditionalErrorMsg: "
                + $"Precondition failed: "
                + $"UID in precondition: {uid}, UID in object meta: {head.Uid}");
        }

        ObjectMeta.Set(metadata, "uid", uid.Length > 0 ? uid : head.Uid);
        var revision = ObjectMeta.Text(metadata, "resourceVersion");
        if (revision.Length > 0 && !ulong.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw new ApiFailure(500, null, $"strconv.ParseUint: parsing \"{revision}\": invalid syntax");
        }

        if (revision.Length > 0 && revision != "0"
            && revision != ObjectMeta.Text(ObjectMeta.Of(live), "resourceVersion"))
        {
            throw ApiFailure.Modified(call.Resource, call.Key.Name);
        }
    }

    /// <summary>Puts back what this write may not change, and counts the generation.</summary>
    private void Restore(ResourceCall call, UpdatePart part, JsonObject updated, JsonObject live)
    {
        var (metadata, before) = (ObjectMeta.Of(updated), ObjectMeta.Of(live));
        metadata.Remove("selfLink");
        foreach (var field in (
            ReadOnlySpan<string>)["resourceVersion", "generation", "creationTimestamp", "deletionTimestamp"])
        {
            ObjectMeta.Keep(metadata, before, field);
        }

        ObjectMeta.Keep(metadata, before, "deletionGracePeriodSeconds");
        if (part is UpdatePart.Status or UpdatePart.StatusAlone)
        {
            RestoreAllButStatus(updated, live);
            call.Rules.PrepareForStatusUpdate(updated, live, context.Kind);
            return;
        }

        if (part == UpdatePart.Binding)
        {
            return;
        }

        if (part == UpdatePart.Approval)
        {
            RestoreAllButStatus(updated, live);
            call.Rules.PrepareForApproval(updated, live, context.Kind);
            return;
        }

        if (part == UpdatePart.Subresource)
        {
            call.Rules.PrepareForSubresource(call.Path.Subresource!.Name, updated, live);
        }

        if (part == UpdatePart.Main)
        {
            if (call.Resource.Has("status"))
            {
                ObjectMeta.Keep(updated, live, "status");
            }

            call.Rules.PrepareForUpdate(updated, live, context.Kind);
        }

        if (call.Rules.CountsGenerations && call.Rules.IsNewGeneration(updated, live))
        {
            metadata["generation"] = ObjectMeta.Number(before, "generation") + 1;
        }
    }

    private static void RestoreAllButStatus(JsonObject updated, JsonObject live)
    {
        foreach (var (name, _) in updated.ToArray())
        {
            if (name is not ("kind" or "apiVersion" or "metadata" or "status") && !live.ContainsKey(name))
            {
                updated.Remove(name);
            }
        }

        foreach (var (name, value) in live)
        {
            if (name is not ("kind" or "apiVersion" or "metadata" or "status"))
            {
                updated[name] = value?.DeepClone();
            }
        }
    }

    private static void Validate(ResourceCall call, UpdatePart part, JsonObject updated, JsonObject live)
    {
        var errors = new FieldErrors();
        MetadataValidation.CheckUpdate(updated, live, errors);
        if (errors.Count == 0)
        {
            MetadataValidation.Check(updated, static _ => null, errors, call.Resource.Custom is not null);
            errors.AddRange(errors.ToArray());
        }

        // The reference server checks metadata in several layers, and each says what it finds.
        errors.AddRange(errors.ToArray());

        if (part == UpdatePart.Main)
        {
            call.Rules.ValidateUpdate(updated, live, errors);
        }
        else if (part is UpdatePart.Status or UpdatePart.StatusAlone)
        {
            call.Rules.ValidateStatusUpdate(updated, live, errors);
        }
        else if (part == UpdatePart.Approval)
        {
            call.Rules.ValidateApproval(updated, live, errors);
        }
        else if (part == UpdatePart.Subresource)
        {
            call.Rules.ValidateSubresource(call.Path.Subresource!.Name, updated, live, errors);
        }
        else
        {
            call.Rules.ValidatePartUpdate(updated, live, errors);
        }

        errors.Warnings.ForEach(call.Warn);
        if (errors.Count > 0)
        {
            throw ApiFailure.Invalid(call.Resource.Group, call.Resource.Kind, call.Key.Name, errors);
        }

        if (part == UpdatePart.Main)
        {
            call.Warn(call.Rules.UpdateWarning(updated, live));
            if (ObjectMeta.Number(ObjectMeta.Of(updated), "generation")
                != ObjectMeta.Number(ObjectMeta.Of(live), "generation"))
            {
                call.WarnAll(call.Rules.PodWarningsOf(updated));
            }
        }
    }

    private async Task<Updated?> CommitAsync(Attempt attempt, CancellationToken cancel)
    {
        var (call, options, head, live, updated, aside) = attempt;
        if (aside?.Change is null && HasSameStatus(live, updated) && JsonNode.DeepEquals(updated, live))
        {
            // Nothing changes, so nothing is written. What is answered must be durable all the same.
            await context.Store.WaitForRevisionAsync(head.Revision, Timeout.InfiniteTimeSpan, cancel);
            return new Updated(updated, head);
        }

        if (options.DryRun)
        {
            return new Updated(updated, null);
        }

        var goes = IsGoing(call, updated);
        var draft = StoredTree.Draft(call.Resource, goes ? live : updated, aside);
        StoreWrite write = goes
            ? new StoreWrite.Delete(call.Resource.StorageName, draft, head.Revision)
            : new StoreWrite.Replace(call.Resource.StorageName, draft, head.Revision);
        var result = await context.Store.CommitAsync(write, cancel);
        if (result.Outcome != CommitOutcome.Committed)
        {
            return null;
        }

        if (!goes && CustomDecoder.IsStoredOtherwise(call.Resource))
        {
            updated = StoredTree.Read(result.Object!, call.Resource);
        }
        else if (!goes)
        {
            Answers.SetRevision(updated, result.Object!.Revision);
        }

        return new Updated(updated, goes ? null : result.Object);
    }

    // Asked first: most writes of a cluster change a status, and the metadata are long.
    private static bool HasSameStatus(JsonObject live, JsonObject updated) =>
        JsonNode.DeepEquals(live["status"], updated["status"]);

    /// <summary>The last finalizer of an object that is being deleted goes, and the object with it.</summary>
    private static bool IsGoing(ResourceCall call, JsonObject updated)
    {
        var metadata = ObjectMeta.Of(updated);
        return ObjectMeta.Has(metadata, "deletionTimestamp")
            && ObjectMeta.Number(metadata, "deletionGracePeriodSeconds") == 0
            && ObjectMeta.Finalizers(metadata).Count == 0
            && !call.Rules.IsHeld(updated);
    }

    private sealed record Attempt(
        ResourceCall Call,
        WriteOptions Options,
        StoredObject Head,
        JsonObject Live,
        JsonObject Updated,
        SetAside? Aside);
}
