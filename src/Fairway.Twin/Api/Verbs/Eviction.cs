using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Verbs;

/// <summary>
/// The subresource <c>eviction</c> of pods: a deletion that asks the pod's disruption budget first, and spends one of
/// its disruptions by compare-and-swap.
/// </summary>
internal sealed class Eviction(ApiContext context)
{
    private static readonly ResourceType Budgets =
        ResourceTable.BuiltIn.Find("policy", "v1", "poddisruptionbudgets")!;

    private readonly Deletion deletion = new(context);
    private readonly Update update = new(context);

    public async Task<KubeResponse> PostAsync(ResourceCall call, CancellationToken cancel)
    {
        var options = WriteOptions.Read(call.Request, "CreateOptions");
        var body = BodyText.Read(call.Request, "Eviction").Object;
        var eviction = TypedBody.Fit(body, "Eviction", "io.k8s.api.policy.v1.Eviction");
        if (ObjectMeta.Name(eviction) != call.Path.Name)
        {
            throw ApiFailure.BadRequest("name in URL does not match name in Eviction object");
        }

        eviction = await context.Admission.ReviewPartAsync(call, eviction, options, cancel);
        var asked = DeleteOptions.From(eviction["deleteOptions"] as JsonObject ?? []);
        await EvictAsync(call, asked with { DryRun = asked.DryRun || options.DryRun }, options, cancel);
        return Answers.Json(call, 201, StatusObject.Success(code: 201));
    }

    private async Task EvictAsync(
        ResourceCall call, DeleteOptions asked, WriteOptions options, CancellationToken cancel)
    {
        while (true)
        {
            var (head, plan) = Look(call);
            if (plan.Refusal is { } refusal)
            {
                throw refusal;
            }

            if (!await SpendAsync(plan, asked, cancel))
            {
                continue;
            }

            if (await DeleteAsync(call, head, plan, new Asked(asked, options), cancel))
            {
                return;
            }
        }
    }

    private (StoredObject Head, EvictionPlan Plan) Look(ResourceCall call)
    {
        var head = context.Store.Head(call.Resource.StorageName, call.Key)
            ?? throw ApiFailure.NotFound(call.Resource, call.Key.Name);
        var pod = StoredTree.Read(head, call.Resource);
        return (head, EvictionPlanner.Plan(new EvictionSight(pod, BudgetsOf(call), context.Time.GetUtcNow())));
    }

    /// <summary>The newest budgets: what was spent a moment ago must not be spent again.</summary>
    private JsonObject[] BudgetsOf(ResourceCall call)
    {
        var view = context.Store.View(Budgets.StorageName);
        var (from, to) = (view.RangeOf(call.Path.Namespace!).Start.Value, view.RangeOf(call.Path.Namespace!).End.Value);
        return [.. Enumerable.Range(from, to - from)
            .Select(i => context.Store.Head(Budgets.StorageName, view[i].Key))
            .OfType<StoredObject>()
            .Select(stored => StoredTree.Read(stored, Budgets))];
    }

    /// <summary>False where the budget changed in between.</summary>
    private async Task<bool> SpendAsync(EvictionPlan plan, DeleteOptions asked, CancellationToken cancel)
    {
        if (plan.Budget is not { } budget || asked.DryRun)
        {
            return true;
        }

        var seen = long.Parse(
            ObjectMeta.Text(ObjectMeta.Of(budget), "resourceVersion"), CultureInfo.InvariantCulture);
        var draft = StoredTree.Draft(Budgets, budget);
        var result = await context.Store.CommitAsync(
            new StoreWrite.Replace(Budgets.StorageName, draft, seen), cancel);
        return result.Outcome == CommitOutcome.Committed;
    }

    /// <summary>False where the pod is not any more what the decision rests on.</summary>
    private async Task<bool> DeleteAsync(
        ResourceCall call, StoredObject head, EvictionPlan plan, Asked how, CancellationToken cancel)
    {
        var (asked, options) = how;
        var pinned = plan.IfUnchanged && asked.Revision is null;
        if (pinned)
        {
            asked = asked with { Revision = head.Revision.ToString(CultureInfo.InvariantCulture) };
        }

        try
        {
            if (plan.MarksPod && !asked.DryRun)
            {
                var marked = await MarkAsync(call, asked, options, cancel);
                asked = asked with { Revision = asked.Revision is null ? null : marked };
            }

            await deletion.DeleteAsync(call, call.Key, asked, cancel);
            return true;
        }
        catch (ApiFailure changed) when (pinned && changed.Code == 409 && IsNewer(call, head))
        {
            return false;
        }
    }

    private bool IsNewer(ResourceCall call, StoredObject head) =>
        context.Store.Head(call.Resource.StorageName, call.Key)?.Revision != head.Revision;

    /// <summary>Tells the pod why it goes. Returns its resourceVersion.</summary>
    private async Task<string> MarkAsync(
        ResourceCall call, DeleteOptions asked, WriteOptions options, CancellationToken cancel)
    {
        var marked = await update.ApplyAsync(
            call, UpdatePart.Inner, options, live => Marked(call, live, asked), cancel);
        return ObjectMeta.Text(ObjectMeta.Of(marked.Object), "resourceVersion");
    }

    private JsonObject Marked(ResourceCall call, JsonObject live, DeleteOptions asked)
    {
        CheckPreconditions(call, ObjectMeta.Of(live), asked);
        var pod = (JsonObject)live.DeepClone();
        PodConditions.Set(pod, new JsonObject
        {
            ["type"] = "DisruptionTarget",
            ["status"] = "True",
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = ObjectMeta.Time(context.Time.GetUtcNow()),
            ["reason"] = "EvictionByEvictionAPI",
            ["message"] = "Eviction API: evicting",
        });
        return pod;
    }

    private static void CheckPreconditions(ResourceCall call, JsonObject metadata, DeleteOptions asked)
    {
        Check(call, "UID", asked.Uid, ObjectMeta.Text(metadata, "uid"), "deleted and then recreated");
        Check(call, "ResourceVersion", asked.Revision, ObjectMeta.Text(metadata, "resourceVersion"), "modified");
    }

    private static void Check(ResourceCall call, string what, string? wanted, string found, string how)
    {
        if (wanted is { Length: > 0 } && wanted != found)
        {
            throw ApiFailure.Conflict(
                call.Resource.QualifiedName, ApiFailure.Named(call.Resource, call.Key.Name), call.Key.Name,
                $"the {what} in the precondition ({wanted}) does not match the {what} in record ({found}). "
                + $"The object might have been {how}");
        }
    }

    private sealed record Asked(DeleteOptions Deletion, WriteOptions Write);
}
