using System.Collections.Immutable;
using Fairway.Api.Twins;
using Fairway.Twin.Behaviour.Resources;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Which of several behaviors decides.</summary>
internal static class BehaviorOrder
{
    /// <summary>The highest priority first, among equals the first by name.</summary>
    public static ImmutableArray<BehaviorView<PodBehaviorSpec>> Of(
        IEnumerable<BehaviorView<PodBehaviorSpec>> behaviors) =>
    [
        .. behaviors.Where(behavior => behavior.Spec is not null)
            .OrderByDescending(behavior => behavior.Spec!.Priority)
            .ThenBy(behavior => behavior.Meta.Name, StringComparer.Ordinal),
    ];
}
