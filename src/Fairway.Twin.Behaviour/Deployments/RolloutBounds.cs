namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>Between which totals a rollout may move. Surge rounds up, unavailable rounds down, and never are both
/// zero.</summary>
internal readonly record struct RolloutBounds(int Replicas, int Surge, int Unavailable)
{
    /// <summary>The most replicas that all replica sets together may ask for.</summary>
    public int MaxTotal => Replicas + Surge;

    /// <summary>The fewest available pods that the controller leaves.</summary>
    public int MinAvailable => Replicas - Unavailable;

    public static RolloutBounds Of(DeploymentView deployment)
    {
        var replicas = deployment.Replicas;
        if (deployment.Recreate)
        {
            return new RolloutBounds(replicas, 0, 0);
        }

        var surge = deployment.MaxSurge.RoundUp(replicas);
        var unavailable = deployment.MaxUnavailable.RoundDown(replicas);
        if (surge == 0 && unavailable == 0)
        {
            unavailable = 1;
        }

        return new RolloutBounds(replicas, surge, Math.Min(unavailable, replicas));
    }
}
