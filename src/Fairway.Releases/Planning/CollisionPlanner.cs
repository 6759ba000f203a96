using Fairway.Delivery.Changes;

namespace Fairway.Releases.Planning;

/// <summary>Whether two components of a cluster have the same object: each would write over the other, and the first
/// to let go of it would delete it. Pure.</summary>
internal static class CollisionPlanner
{
    /// <summary>What is wrong, in one sentence; null for nothing.</summary>
    /// <param name="changes">What comes to the cluster, by component.</param>
    /// <param name="has">Whether the cluster has a component.</param>
    public static string? Fault(
        IReadOnlyList<(string Component, ChangePlan Plan)> changes, Func<string, bool> has)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (component, plan) in changes)
        {
            foreach (var item in plan.Brings)
            {
                if (!owners.TryAdd(item, component))
                {
                    return $"{item} is brought by {owners[item]} and by {component}: an object is one component's "
                        + "only; take it out of one of the two charts";
                }
            }
        }

        return Moved(changes, owners) ?? Foreign(changes, has);
    }

    private static string? Moved(
        IReadOnlyList<(string Component, ChangePlan Plan)> changes, Dictionary<string, string> owners)
    {
        var moves =
            from change in changes
            from item in change.Plan.Removes
            let owner = owners.GetValueOrDefault(item)
            where owner is not null && owner != change.Component
            select (change.Component, Item: item, By: owner);
        var moved = moves.FirstOrDefault();
        return moved.By is null
            ? null
            : $"{moved.Item} goes with {moved.Component} and comes with {moved.By}: the one would delete what the "
                + $"other brings; let {moved.Component} go first, in a Release of its own";
    }

    /// <summary>What another component has brought, which this Release does not touch.</summary>
    private static string? Foreign(
        IReadOnlyList<(string Component, ChangePlan Plan)> changes, Func<string, bool> has)
    {
        var coming = changes.Select(change => change.Component).ToHashSet(StringComparer.Ordinal);
        var others =
            from change in changes
            from other in change.Plan.Others
            where !coming.Contains(other.Component) && has(other.Component)
            select $"{other.Object}, which {change.Component} brings, is there already and is {other.Component}'s: an "
                + "object is one component's only; take it out of one of the two charts";
        return others.FirstOrDefault();
    }
}
