using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Selectors;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>Who else scales the pods of a target.</summary>
internal static class AutoscalerRivals
{
    /// <summary>The autoscalers that select any of the target's pods, this one too, in the order of their
    /// names.</summary>
    /// <param name="known">What is remembered of all autoscalers.</param>
    /// <param name="key">The autoscaler.</param>
    /// <param name="seen">What is observed of it.</param>
    public static ImmutableArray<string> Of(
        IEnumerable<KeyValuePair<ObjectKey, AutoscalerMemory>> known, ObjectKey key, AutoscalerObservation seen) =>
    [
        .. known
            .Where(one => one.Key.Namespace == key.Namespace && Selects(one.Value.Selector, seen.Pods))
            .Select(one => $"{one.Key.Namespace}/{one.Key.Name}")
            .Order(StringComparer.Ordinal),
    ];

    private static bool Selects(string? selector, ImmutableArray<TargetPod> pods)
    {
        if (string.IsNullOrEmpty(selector))
        {
            return false;
        }

        var wanted = LabelSelector.Parse(selector);
        return pods.Any(p => wanted.Matches(label => p.Pod.Meta.Labels[label]));
    }
}
