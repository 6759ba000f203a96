using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.ReplicaSets;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>Reads from the caches what a Deployment's next step rests on.</summary>
internal sealed class DeploymentObserver(ClusterCaches caches, TimeProvider time)
{
    /// <summary>What there is of a Deployment; null where it is gone.</summary>
    public DeploymentObservation? Observe(ObjectKey key)
    {
        if (caches.Deployments.Find(key)?.Value is not { } deployment)
        {
            return null;
        }

        var sets = caches.ReplicaSets.Candidates(deployment.Meta, deployment.Selector).ToArray();
        return new DeploymentObservation(deployment, time.GetUtcNow())
        {
            Candidates = [.. sets.Concat(Namesakes(deployment)).DistinctBy(s => s.Meta.Uid)],
            Pods = deployment.Recreate ? [.. sets.SelectMany(s => PodsOf(s.Meta))] : [],
        };
    }

    // Replica sets of others may have taken the name that the template's hash gives.
    private IEnumerable<ReplicaSetView> Namesakes(DeploymentView deployment)
    {
        var salt = deployment.Status.CollisionCount;
        while (caches.ReplicaSets.Find(DeploymentRevisions.KeyOf(deployment, salt))?.Value is { } taken)
        {
            yield return taken;
            salt = (salt ?? 0) + 1;
        }
    }

    private IEnumerable<PodView> PodsOf(ObjectMeta set) => caches.Pods.ControlledBy(set.Uid).Select(p => p.Value);
}
