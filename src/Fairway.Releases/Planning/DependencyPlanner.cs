using Fairway.Api.Components;
using Fairway.Api.Releases;

namespace Fairway.Releases.Planning;

/// <summary>Whether what components depend on is there, or comes with them. Pure.</summary>
internal static class DependencyPlanner
{
    /// <summary>What is wrong with the components of a Release themselves, in one sentence; null for nothing.</summary>
    /// <param name="changes">What the Release brings.</param>
    /// <param name="find">A component by name.</param>
    public static string? Fault(IReadOnlyList<ReleaseChange> changes, Func<string, Component?> find)
    {
        var settled = new HashSet<string>(StringComparer.Ordinal);
        return changes.Select(change => Walk(change.Component, [], settled, find))
            .FirstOrDefault(fault => fault is not null);
    }

    /// <summary>What a cluster would miss, in one sentence; null for nothing.</summary>
    /// <param name="component">What comes.</param>
    /// <param name="find">A component by name.</param>
    /// <param name="isThere">Whether the cluster has a component, or gets it by the same Release.</param>
    public static string? Missing(Component component, Func<string, Component?> find, Func<string, bool> isThere)
    {
        var missing = (component.Spec.DependsOn ?? []).FirstOrDefault(
            name => find(name)?.Spec.Type != ComponentType.ControlPlane && !isThere(name));
        return missing is null
            ? null
            : $"{component.Metadata.Name} depends on {missing}, which the cluster has not and this Release does not "
                + $"bring to it: add {missing}=VERSION to the Release, or bring it before";
    }

    private static string? Walk(
        string name, IReadOnlyList<string> way, HashSet<string> settled, Func<string, Component?> find)
    {
        if (way.Contains(name))
        {
            var circle = way.SkipWhile(one => one != name).Append(name);
            return $"components depend on each other in a circle, {string.Join(" -> ", circle)}: take one of these out "
                + "of dependsOn";
        }

        if (settled.Contains(name))
        {
            return null;
        }

        if (find(name) is not { } component)
        {
            return $"Component {way[^1]} depends on {name}, and there is no Component {name}: make it, or take it out "
                + "of dependsOn";
        }

        var fault = (component.Spec.DependsOn ?? []).Select(next => Walk(next, [.. way, name], settled, find))
            .FirstOrDefault(one => one is not null);
        settled.Add(name);
        return fault;
    }
}
