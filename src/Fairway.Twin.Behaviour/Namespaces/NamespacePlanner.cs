using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Namespaces;

/// <summary>
/// Empties a namespace that is going - its pods first, and the rest when none is left -, tells what holds it, and gives
/// it free when it is empty.
/// </summary>
internal static class NamespacePlanner
{
    public static NamespacePlan Plan(NamespaceObservation seen)
    {
        var pods = seen.Contents.Where(c => c.Resource is { Group: "", Plural: "pods" }).ToImmutableArray();
        return pods.IsEmpty ? Empty(seen) : Empty(seen with { Contents = pods });
    }

    private static NamespacePlan Empty(NamespaceObservation seen)
    {
        var live = seen.Contents.Where(c => c.NotDeleting > 0).Select(c => c.Resource).ToImmutableArray();
        if (!live.IsEmpty)
        {
            return new NamespacePlan { Deletions = live };
        }

        var conditions = seen.Contents.IsEmpty ? seen.Namespace.Conditions : Remaining(seen);
        return new NamespacePlan
        {
            Conditions = conditions.SequenceEqual(seen.Namespace.Conditions) ? null : conditions,
            Release = seen.Contents.IsEmpty,
        };
    }

    private static ImmutableArray<Condition> Remaining(NamespaceObservation seen)
    {
        var resources = seen.Contents
            .Select(c => $"{c.Resource.Plural}.{c.Resource.Group} has {c.Count} resource instances")
            .Order(StringComparer.Ordinal);
        var finalizers = seen.Contents.SelectMany(c => c.Finalizers)
            .CountBy(f => f)
            .Select(f => $"{f.Key} in {f.Value} resource instances")
            .Order(StringComparer.Ordinal)
            .ToArray();
        Condition[] wanted =
        [
            new("NamespaceDeletionDiscoveryFailure", "False", "ResourcesDiscovered",
                "All resources successfully discovered"),
            new("NamespaceDeletionGroupVersionParsingFailure", "False", "ParsedGroupVersions",
                "All legacy kube types successfully parsed"),
            new("NamespaceDeletionContentFailure", "False", "ContentDeleted",
                "All content successfully deleted, may be waiting on finalization"),
            new("NamespaceContentRemaining", "True", "SomeResourcesRemain",
                $"Some resources are remaining: {string.Join(", ", resources)}"),
            finalizers.Length == 0
                ? new("NamespaceFinalizersRemaining", "False", "ContentHasNoFinalizers",
                    "All content-preserving finalizers finished")
                : new("NamespaceFinalizersRemaining", "True", "SomeFinalizersRemain",
                    $"Some content in the namespace has finalizers remaining: {string.Join(", ", finalizers)}"),
        ];
        return [.. wanted.Select(c => Timed(c, seen))];
    }

    private static Condition Timed(Condition wanted, NamespaceObservation seen)
    {
        var current = seen.Namespace.Conditions.FirstOrDefault(c => c.Type == wanted.Type);
        var since = current?.Status == wanted.Status ? current.TransitionedAt : ApiTime.Truncate(seen.Now);
        return wanted with { TransitionedAt = since };
    }
}
