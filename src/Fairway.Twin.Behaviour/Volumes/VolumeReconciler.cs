using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Events;
using Fairway.Twin.Behaviour.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>Brings a volume (a key without a namespace) or a claim a step on.</summary>
internal sealed class VolumeReconciler(ClusterCaches caches, VolumeCaches volumes, IKubeApi api, TimeProvider time)
    : IReconciler
{
    private const string Agent = WorkloadRequests.Agent;

    /// <summary>Who is told of what happens.</summary>
    public required EventRecorder Events { get; init; }

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        var actions = key.Namespace is null ? OfVolume(key) : OfClaim(key);
        await api.SendAllAsync(actions.Select(Request).OfType<KubeRequest>(), cancel);
        return Outcome.Settled;
    }

    private ImmutableArray<VolumeAction> OfVolume(ObjectKey key)
    {
        if (volumes.Volumes.Find(key)?.Value is not { } volume)
        {
            return [];
        }

        var claim = volume.Claim is { } reference ? volumes.Claims.Find(reference.Key)?.Value : null;
        return VolumeReclaimPlanner.Plan(new VolumeObservation(volume, claim, time.GetUtcNow()));
    }

    private ImmutableArray<VolumeAction> OfClaim(ObjectKey key)
    {
        if (volumes.Claims.Find(key)?.Value is not { } claim)
        {
            return [];
        }

        var users = caches.PodsIn(key.Namespace).Where(p => p.Spec.Claims.Contains(key.Name)).ToArray();
        var found = volumes.Classes.Find(new ObjectKey(null, claim.StorageClass))?.Value;
        return ClaimBindingPlanner.Plan(new ClaimObservation(
            claim, [.. volumes.Volumes.Values()], found, time.GetUtcNow())
        {
            IsInUse = users.Any(p => p.NodeName is not null),
            Waiting = [.. users.Where(p => p.NodeName is null).Select(p => p.Meta.Name)],
        });
    }

    private KubeRequest? Request(VolumeAction action)
    {
        switch (action)
        {
            case VolumeAction.PatchVolume patch:
                return Requests.Request.Merge(
                    Agent, CoreResources.Volumes, patch.Volume.Key, patch.Patch, patch.OfStatus ? "status" : null);
            case VolumeAction.PatchClaim patch:
                return Requests.Request.Merge(
                    Agent, CoreResources.Claims, patch.Claim.Key, patch.Patch, patch.OfStatus ? "status" : null);
            case VolumeAction.DeleteVolume delete:
                return Requests.Request.Delete(Agent, CoreResources.Volumes, delete.Volume, new DeleteHow());
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

    private void Tell(ObjectReference about, Nodes.PodEvent happened) => Events.Record(
        new KubeEvent(about, happened.Reason, happened.Reason, happened.Message) { IsWarning = happened.Warning });
}
