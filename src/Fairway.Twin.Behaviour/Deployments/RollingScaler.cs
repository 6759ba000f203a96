namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>The steps of a rolling update: the new replica set grows into the surge, the old ones shrink as pods become
/// available.</summary>
internal static class RollingScaler
{
    /// <summary>The size to which a set of <paramref name="size"/> may grow while all sets ask for
    /// <paramref name="total"/>.</summary>
    public static int Grow(int size, int total, RolloutBounds bounds) =>
        total >= bounds.MaxTotal ? size : size + Math.Min(bounds.MaxTotal - total, bounds.Replicas - size);

    /// <summary>Brings the new replica set towards the wanted size; tells whether it changed.</summary>
    public static bool ScaleNew(DeploymentDraft draft)
    {
        var current = draft.New!;
        var replicas = draft.Bounds.Replicas;
        if (current.Replicas == replicas)
        {
            return false;
        }

        if (current.Replicas > replicas)
        {
            return current.Resize(replicas, draft.Bounds, "more replicas than wanted");
        }

        var size = Grow(current.Replicas, draft.TotalReplicas, draft.Bounds);
        return size != current.Replicas && current.Resize(size, draft.Bounds, "the surge has room");
    }

    /// <summary>Shrinks old replica sets as far as the bounds allow: what is not available first; tells whether
    /// anything changed.</summary>
    public static bool ScaleOld(DeploymentDraft draft)
    {
        if (!draft.ActiveOld.Any())
        {
            return false;
        }

        var current = draft.New!;
        var newUnavailable = current.Replicas - current.Available;
        var budget = draft.TotalReplicas - draft.Bounds.MinAvailable - newUnavailable;
        if (budget <= 0)
        {
            return false;
        }

        var removed = RemoveUnavailable(draft, budget);
        return RemoveAvailable(draft) + removed > 0;
    }

    private static int RemoveUnavailable(DeploymentDraft draft, int budget)
    {
        var removed = 0;
        foreach (var old in draft.ActiveOld)
        {
            var count = Math.Min(budget - removed, old.Replicas - old.Available);
            if (count > 0)
            {
                old.Resize(old.Replicas - count, draft.Bounds, "old pods that are not available");
                removed += count;
            }
        }

        return removed;
    }

    private static int RemoveAvailable(DeploymentDraft draft)
    {
        var spare = draft.All.Sum(s => s.Available) - draft.Bounds.MinAvailable;
        var removed = 0;
        foreach (var old in draft.ActiveOld)
        {
            var count = Math.Min(spare - removed, old.Replicas);
            if (count > 0)
            {
                old.Resize(old.Replicas - count, draft.Bounds, "enough pods are available without these");
                removed += count;
            }
        }

        return removed;
    }
}
