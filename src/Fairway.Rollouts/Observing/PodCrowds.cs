using Fairway.Kube;

namespace Fairway.Rollouts.Observing;

/// <summary>The pods of workloads that may have very many, by the Rollout that looks at them.</summary>
internal sealed class PodCrowds(RolloutCaches caches)
{
    private readonly Lock gate = new();
    private readonly Dictionary<ObjectKey, PodCrowd> crowds = [];

    /// <summary>The crowd of a Rollout; another one where its pods are other ones.</summary>
    public PodCrowd Of(ObjectKey rollout, PodOrigin origin)
    {
        lock (gate)
        {
            if (crowds.TryGetValue(rollout, out var known))
            {
                if (known.Is(origin))
                {
                    return known;
                }

                known.Dispose();
            }

            return crowds[rollout] = new PodCrowd(caches, origin);
        }
    }

    /// <summary>Nobody looks at them any more.</summary>
    public void Forget(ObjectKey rollout)
    {
        lock (gate)
        {
            if (crowds.Remove(rollout, out var gone))
            {
                gone.Dispose();
            }
        }
    }
}
