using System.Collections.Concurrent;

namespace Fairway.Releases.Retention.Versions;

/// <summary>When versions of each component last went: those that become free soon after wait for each other.</summary>
internal sealed class VersionMemory
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _pruned = new(StringComparer.Ordinal);

    /// <summary>When versions of a component last went; null where this manager let none go.</summary>
    internal DateTimeOffset? PrunedAt(string component) => _pruned.TryGetValue(component, out var at) ? at : null;

    /// <summary>Keeps that versions went, once the last of a plan did.</summary>
    internal void Went(string component, VersionPlan plan, DateTimeOffset now)
    {
        if (plan is { Versions.Count: > 0, IsMore: false })
        {
            _pruned[component] = now;
        }
    }
}
