using Fairway.Kube;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Reporting;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>Carries out what the binder decides, and tells of it.</summary>
internal sealed class VolumeWriter(IKubeApi api, EventRecorder events)
{
    private const string Agent = WorkloadRequests.Agent;

    /// <summary>Carries the actions out, in order.</summary>
    /// <exception cref="KubeApiException">The API refused one; a decision that was stale is a conflict.</exception>
    public Task ActAsync(IEnumerable<VolumeAction> actions, CancellationToken cancel) =>
        api.SendAllAsync(actions.Select(Carry).OfType<KubeRequest>(), cancel);

    private KubeRequest? Carry(VolumeAction action)
    {
        switch (action)
        {
            case VolumeAction.PatchVolume patch:
                return Request.Merge(
                    Agent, CoreResources.Volumes, patch.Volume.Key, patch.Patch, patch.OfStatus ? "status" : null);
            case VolumeAction.PatchClaim patch:
                return Request.Merge(
                    Agent, CoreResources.Claims, patch.Claim.Key, patch.Patch, patch.OfStatus ? "status" : null);
            case VolumeAction.DeleteVolume delete:
                return Request.Delete(Agent, CoreResources.Volumes, delete.Volume, new DeleteHow());
            case VolumeAction.TellVolume tell:
                Tell(ObjectReference.To(CoreResources.Volumes, tell.Volume.Key, tell.Volume.Uid), tell.Event);
                return null;
            case VolumeAction.TellClaim tell:
                Tell(ObjectReference.To(CoreResources.Claims, tell.Claim.Key, tell.Claim.Uid), tell.Event);
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action, "an action without a request");
        }
    }

    private void Tell(ObjectReference about, PodEvent happened) => events.Record(
        new KubeEvent(about, happened.Reason, happened.Reason, happened.Message) { IsWarning = happened.Warning });
}
