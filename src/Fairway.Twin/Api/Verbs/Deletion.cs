using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Verbs;

/// <summary>
/// DELETE of an object: at once where nothing holds it, else it is marked and goes with its grace period or its last finalizer.
/// Source of the rules: apiserver/pkg/registry/rest/delete.go.
/// </summary>
internal sealed class Deletion(ApiContext context)
{
    private const string OrphanFinalizer = "orphan";
    private const string ForegroundFinalizer = "foregroundDeletion";

    public async Task<KubeResponse> HandleAsync(ResourceCall call, CancellationToken cancel)
    {
        var options = DeleteOptions.Read(call.Request);
        var ended = await DeleteAsync(call, call.Key, options, cancel);
        return ended.IsGone && !call.Rules.AnswersDeleted
            ? Answers.Json(call, 200, StatusObject.Success(Details(call, ended)))
            : Answers.Object(call, 200, ended.Object);
    }

    /// <summary>Deletes one object. The tree that comes back is the last one, or the marked one where it is not gone yet.</summary>
    /// <exception cref="ApiFailure">It is not there, or a precondition fails.</exception>
    public async Task<Deleted> DeleteAsync(ResourceCall call, ObjectKey key, DeleteOptions options, CancellationToken cancel)
    {
        while (true)
        {
            var head = context.Store.Head(call.Resource.StorageName, key) ?? throw ApiFailure.NotFound(call.Resource, key.Name);
            CheckPreconditions(call, head, options);
            var live = StoredTree.Read(head, call.Resource);
            var marked = Marked(call, live, options);
            var attempt = marked is null
                ? await RemoveAsync(call, options, head, live, cancel)
                : await MarkAsync(call, options, head, marked, cancel);
            if (attempt is not null)
            {
                return attempt;
            }
        }
    }

    private static void CheckPreconditions(ResourceCall call, StoredObject head, DeleteOptions options)
    {
        if (options.Uid is { } uid && uid != head.Uid)
        {
            throw ApiFailure.Precondition(call.Resource, head.Key.Name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({head.Uid}). " +
                "The object might have been deleted and then recreated");
        }

        var current = head.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (options.Revision is { } revision && revision != current)
        {
            throw ApiFailure.Precondition(call.Resource, head.Key.Name,
                $"the ResourceVersion in the precondition ({revision}) does not match the ResourceVersion in record ({current}). " +
                "The object might have been modified");
        }
    }

    /// <summary>The object with its marks; null where it goes at once; equal to the live one where it bears them already.</summary>
    private JsonObject? Marked(ResourceCall call, JsonObject live, DeleteOptions options)
    {
        var marked = (JsonObject)live.DeepClone();
        var metadata = ObjectMeta.Of(marked);
        SetFinalizers(metadata, options.Propagation);
        var asked = options.GraceSeconds < 0 ? 1 : options.GraceSeconds;
        var grace = call.Rules.GracePeriod(live, asked);
        var terminating = ObjectMeta.Has(metadata, "deletionTimestamp");
        if (!terminating && grace == 0 && ObjectMeta.Finalizers(metadata).Count == 0 && !call.Rules.IsHeld(live))
        {
            return null;
        }

        var before = ObjectMeta.Number(metadata, "deletionGracePeriodSeconds");
        if (terminating && (asked is null || grace >= before))
        {
            return grace == 0 && before == 0 && ObjectMeta.Finalizers(metadata).Count == 0 && !call.Rules.IsHeld(live) ? null : marked;
        }

        if (terminating && grace == 0 && ObjectMeta.Finalizers(metadata).Count == 0 && !call.Rules.IsHeld(live))
        {
            return null;
        }

        Stamp(call, metadata, grace, terminating);
        call.Rules.Mark(marked);
        return marked;
    }

    private void Stamp(ResourceCall call, JsonObject metadata, long grace, bool terminating)
    {
        var start = context.Time.GetUtcNow();
        if (terminating && DateTimeOffset.TryParse(ObjectMeta.Text(metadata, "deletionTimestamp"), out var due))
        {
            // A shorter grace counts from when the deletion was asked for first.
            start = due - TimeSpan.FromSeconds(ObjectMeta.Number(metadata, "deletionGracePeriodSeconds"));
        }

        metadata["deletionTimestamp"] = ObjectMeta.Time(start + TimeSpan.FromSeconds(grace));
        metadata["deletionGracePeriodSeconds"] = grace;
        if (!terminating && (call.Rules.CountsGenerations || ObjectMeta.Number(metadata, "generation") > 0))
        {
            metadata["generation"] = ObjectMeta.Number(metadata, "generation") + 1;
        }
    }

    private static void SetFinalizers(JsonObject metadata, string? propagation)
    {
        var finalizers = ObjectMeta.Finalizers(metadata).ToList();
        if (propagation is null)
        {
            return;
        }

        finalizers.RemoveAll(f => f is OrphanFinalizer or ForegroundFinalizer);
        if (propagation == "Orphan")
        {
            finalizers.Add(OrphanFinalizer);
        }
        else if (propagation == "Foreground")
        {
            finalizers.Add(ForegroundFinalizer);
        }

        ObjectMeta.Set(metadata, "finalizers", finalizers.Count == 0 ? null : new JsonArray([.. finalizers.Select(f => (JsonNode)f)]));
    }

    private async Task<Deleted?> RemoveAsync(
        ResourceCall call, DeleteOptions options, StoredObject head, JsonObject live, CancellationToken cancel)
    {
        if (options.DryRun)
        {
            return new Deleted(live, true);
        }

        var write = new StoreWrite.Delete(call.Resource.StorageName, StoredTree.Draft(call.Resource, live), head.Revision);
        var result = await context.Store.CommitAsync(write, cancel);
        return result.Outcome == CommitOutcome.Committed ? new Deleted(live, true) : null;
    }

    private async Task<Deleted?> MarkAsync(
        ResourceCall call, DeleteOptions options, StoredObject head, JsonObject marked, CancellationToken cancel)
    {
        if (options.DryRun || JsonNode.DeepEquals(marked, StoredTree.Read(head, call.Resource)))
        {
            await context.Store.WaitForRevisionAsync(head.Revision, Timeout.InfiniteTimeSpan, cancel);
            return new Deleted(marked, false);
        }

        var write = new StoreWrite.Replace(call.Resource.StorageName, StoredTree.Draft(call.Resource, marked), head.Revision);
        var result = await context.Store.CommitAsync(write, cancel);
        if (result.Outcome != CommitOutcome.Committed)
        {
            return null;
        }

        Answers.SetRevision(marked, result.Object!.Revision);
        return new Deleted(marked, false);
    }

    private static JsonObject Details(ResourceCall call, Deleted ended)
    {
        var details = ApiFailure.Named(call.Resource, ObjectMeta.Name(ended.Object));
        details["uid"] = ObjectMeta.Text(ObjectMeta.Of(ended.Object), "uid");
        return details;
    }
}

/// <summary>How a deletion ended.</summary>
/// <param name="Object">The last state, or the marked one.</param>
/// <param name="IsGone">Whether it is gone; else it waits for grace or finalizers.</param>
internal sealed record Deleted(JsonObject Object, bool IsGone);
