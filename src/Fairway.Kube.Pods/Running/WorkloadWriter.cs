using System.Text.Json.Nodes;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Reporting;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Kube.Pods.Running;

/// <summary>Carries out the writes that workload planners ask for.</summary>
internal sealed class WorkloadWriter(IKubeApi api, KubeResource ownerResource, EventRecorder events)
{
    /// <summary>Who writes: the user agent.</summary>
    public string Agent { get; init; } = WorkloadRequests.Agent;

    /// <summary>
    /// Carries out the actions in order, up to the first that the API server refuses; that refusal is returned, to be
    /// told in the status, and thrown afterwards.
    /// </summary>
    /// <exception cref="KubeApiException">Conflicts, and adoptions and revisions by an owner that is going: the
    /// decision was stale.</exception>
    public async Task<KubeApiException?> ActAsync(
        ObjectMeta owner, IEnumerable<WorkloadAction> actions, CancellationToken cancel)
    {
        var isAlive = false;
        foreach (var action in actions)
        {
            if (action is WorkloadAction.Adopt or WorkloadAction.CreateRevision && !isAlive)
            {
                await RequireAliveAsync(owner, cancel);
                isAlive = true;
            }

            if (await SendAsync(action, owner, cancel) is { } refusal)
            {
                events.Record(WorkloadEvents.Refused(Reference(owner), refusal.Message));
                return refusal;
            }
        }

        return null;
    }

    /// <summary>Carries out the actions in order, all of them.</summary>
    /// <exception cref="KubeApiException">The API server refused one; those after it are left undone.</exception>
    public async Task ActWhollyAsync(
        ObjectMeta owner, IEnumerable<WorkloadAction> actions, CancellationToken cancel)
    {
        if (await ActAsync(owner, actions, cancel) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>
    /// Patches the status (and what metadata goes with it), if there is anything to change; the answer, or null. What
    /// was counted on an older object is refused: a controller that starts anew with a cache that is behind would count
    /// twice.
    /// </summary>
    /// <exception cref="KubeApiException">A conflict: the owner has changed.</exception>
    public async Task<KubeResponse?> WriteStatusAsync(ObjectMeta owner, JsonObject? status, CancellationToken cancel)
    {
        if (status is null)
        {
            return null;
        }

        var patch = WorkloadRequests.Guarded(owner, status);
        var request = Request.Merge(Agent, ownerResource, owner.Key, patch, "status");
        return (await api.SendAsync(request, cancel)).EnsureSuccess();
    }

    /// <summary>Records what happened to the owner itself.</summary>
    public void Tell(ObjectMeta owner, IEnumerable<PodEvent> happened) => events.RecordAll(happened.Select(e =>
        new KubeEvent(Reference(owner), e.Reason, e.Reason, e.Message) { IsWarning = e.Warning }));

    private async Task<KubeApiException?> SendAsync(WorkloadAction action, ObjectMeta owner, CancellationToken cancel)
    {
        try
        {
            var response = await api.SendAsync(
                WorkloadRequests.For(action, owner.Namespace) with { UserAgent = Agent }, cancel);
            var gone = response.Status is 404
                && action is WorkloadAction.Delete or WorkloadAction.Release or WorkloadAction.Untrack
                    or WorkloadAction.ChangePod or WorkloadAction.Own;
            if (action is WorkloadAction.CreateClaim && response.Status is 409)
            {
                return null;
            }

            if (!gone)
            {
                response.EnsureSuccess();
            }

            Report(action, owner, response);
            return null;
        }
        catch (KubeApiException refusal) when (refusal.Status is not 0 and not 409)
        {
            return refusal;
        }
    }

    private void Report(WorkloadAction action, ObjectMeta owner, KubeResponse response)
    {
        var created = action is WorkloadAction.CreatePod ? response.ReadKey().Name : null;
        if (WorkloadEvents.Of(Reference(owner), action, created) is { } happened)
        {
            events.Record(happened);
        }
    }

    private ObjectReference Reference(ObjectMeta owner) => ObjectReference.To(ownerResource, owner.Key, owner.Uid);

    // The cache of owners may lag behind that of children: an owner that was deleted a moment ago must not take its
    // orphans back, nor make its revision again and again while the garbage collector takes it away.
    private async Task RequireAliveAsync(ObjectMeta owner, CancellationToken cancel)
    {
        var response = await api.SendAsync(Request.Get(Agent, ownerResource, owner.Key), cancel);
        var live = response.IsSuccess ? response.ReadNode()["metadata"] : null;
        var uid = live?["uid"]?.GetValue<string>();
        if (uid != owner.Uid || live?["deletionTimestamp"] is not null)
        {
            throw new KubeApiException(
                409,
                "Conflict",
                $"{ownerResource.Kind} {owner.Key} is being deleted and takes or makes nothing any more.");
        }
    }
}
