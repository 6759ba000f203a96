using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Verbs;

/// <summary>DELETE of an object: at once where nothing holds it, else it is marked and goes with its grace or its last
/// finalizer.</summary>
internal sealed class Deletion(ApiContext context)
{
    public async Task<KubeResponse> HandleAsync(ResourceCall call, CancellationToken cancel)
    {
        var options = DeleteOptions.Read(call.Request);
        var ended = await DeleteAsync(call, call.Key, options, cancel);
        return ended.IsGone && !call.Rules.AnswersDeleted
            ? Answers.Json(call, 200, StatusObject.Success(Details(call, ended)))
            : Answers.Object(call, 200, ended.Object);
    }

    /// <summary>Deletes one object. The tree that comes back is the last one, or the marked one where it is not gone
    /// yet.</summary>
    /// <exception cref="ApiFailure">It is not there, or a precondition fails.</exception>
    public async Task<Deleted> DeleteAsync(
        ResourceCall call, ObjectKey key, DeleteOptions options, CancellationToken cancel)
    {
        call.Warn(options.Propagation is null ? call.Rules.DefaultPropagation.Warning : null);
        while (true)
        {
            var head = context.Store.Head(call.Resource.StorageName, key)
                ?? throw ApiFailure.NotFound(call.Resource, key.Name);
            CheckPreconditions(call, head, options);
            var live = StoredTree.Read(head, call.Resource);
            var plan = DeletionPlanner.Plan(new DeletionSight(call.Rules, live, options, context.Time.GetUtcNow()));
            if (plan.Changes)
            {
                await context.Admission.ReviewDeletionAsync(call, live, options, cancel);
            }

            if (options.DryRun || !plan.Changes)
            {
                await context.Store.WaitForRevisionAsync(head.Revision, Timeout.InfiniteTimeSpan, cancel);
                return new Deleted(plan.Object, plan.Removes);
            }

            if (await CommitAsync(call, head, plan, cancel))
            {
                return new Deleted(plan.Object, plan.Removes);
            }
        }
    }

    private static void CheckPreconditions(ResourceCall call, StoredObject head, DeleteOptions options)
    {
        if (options.Uid is { } uid && uid != head.Uid)
        {
            throw ApiFailure.Precondition(call.Resource, head.Key.Name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({head.Uid}). "
                + "The object might have been deleted and then recreated");
        }

        var current = head.Revision.ToString(CultureInfo.InvariantCulture);
        if (options.Revision is { } revision && revision != current)
        {
            throw ApiFailure.Precondition(call.Resource, head.Key.Name,
                $"the ResourceVersion in the precondition ({revision}) does not match the ResourceVersion in record "
                + $"({current}). "
                + "The object might have been modified");
        }
    }

    /// <summary>False where somebody wrote in between, so that all is to be looked at again.</summary>
    private async Task<bool> CommitAsync(
        ResourceCall call, StoredObject head, DeletionPlan plan, CancellationToken cancel)
    {
        var (resource, revision) = (call.Resource.StorageName, head.Revision);
        if (!plan.Removes || plan.MarksFirst)
        {
            var draft = StoredTree.Draft(call.Resource, plan.Object);
            var marked = await context.Store.CommitAsync(new StoreWrite.Replace(resource, draft, revision), cancel);
            if (marked.Outcome != CommitOutcome.Committed)
            {
                return false;
            }

            revision = marked.Object!.Revision;
        }

        if (plan.Removes)
        {
            var draft = StoredTree.Draft(call.Resource, plan.Object);
            var removed = await context.Store.CommitAsync(new StoreWrite.Delete(resource, draft, revision), cancel);
            if (removed.Outcome != CommitOutcome.Committed)
            {
                return false;
            }

            revision = removed.Object!.Revision;
        }

        if (!plan.Removes || call.Rules.IsGraceful)
        {
            Answers.SetRevision(plan.Object, revision);
        }

        return true;
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
