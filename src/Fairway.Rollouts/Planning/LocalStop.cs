using Fairway.Api.Rollouts;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Planning;

/// <summary>Containers of the new revision that crash or cannot be started: a rollout stops for them by
/// itself.</summary>
internal static class LocalStop
{
    private const int NamedPods = 5;

    /// <summary>How far the API server's clock, by which pods are dated, may be from ours.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    private static readonly string[] PullTroubles = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName"];
    private static readonly string[] StartTroubles = ["CrashLoopBackOff", "CreateContainerConfigError"];

    /// <summary>Reason and sentence; null where nothing is wrong.</summary>
    public static (string Reason, string Message)? Find(RolloutDraft draft)
    {
        var failing = draft.Workload.Pods
            .Those(pod => pod.IsTroubled && draft.Revision is not null && pod.Revision == draft.Revision)
            .Where(pod => pod.CreatedAt >= draft.Began - ClockTolerance)
            .Select(pod => (Pod: pod, Trouble: Trouble(pod, draft.Spec.MaxRestarts)))
            .Where(found => found.Trouble is not null)
            .OrderBy(found => found.Pod.Place).ThenBy(found => found.Pod.Name, StringComparer.Ordinal)
            .ToList();
        if (failing.Count == 0)
        {
            return null;
        }

        var reason = failing.Exists(found => !found.Trouble!.Value.IsPull)
            ? RolloutReasons.CrashLoop
            : RolloutReasons.ImagePullFailed;
        var named = failing.Take(NamedPods)
            .Select(found => $"{found.Pod.Name} on {found.Pod.Node ?? "no node"} ({found.Trouble!.Value.Text})");
        var more = failing.Count > NamedPods ? $" and {failing.Count - NamedPods} more" : "";
        var ready = draft.Workload.Pods.Those(pod => pod.IsReady && !pod.IsDeleting)
            .ToLookup(pod => pod.Revision == draft.Revision);
        var why = Commonality.Explain(
            Nodes(draft, failing.Select(found => found.Pod)),
            Nodes(draft, ready[true]),
            Nodes(draft, ready[false])) is { } common
                ? $" {common}"
                : "";
        return (reason, $"Revision {draft.Revision} fails: {string.Join(", ", named)}{more}.{why}");
    }

    /// <summary>Whether a replica has what a rollout stops for if it is of the new revision.</summary>
    public static bool IsTrouble(ReplicaSight pod, int maxRestarts) => Trouble(pod, maxRestarts) is not null;

    private static (bool IsPull, string Text)? Trouble(ReplicaSight pod, int maxRestarts)
    {
        foreach (var container in pod.Containers)
        {
            if (container.Waiting is { } waiting && PullTroubles.Contains(waiting))
            {
                return (true, $"container {container.Name}: {waiting}");
            }

            if (container.Waiting is { } start && StartTroubles.Contains(start))
            {
                return (false, $"container {container.Name}: {start}");
            }

            if (container.Restarts > maxRestarts)
            {
                return (false, $"container {container.Name}: {container.Restarts} restarts");
            }
        }

        return null;
    }

    private static IEnumerable<NodeSight> Nodes(RolloutDraft draft, IEnumerable<ReplicaSight> pods) =>
        pods.Select(pod => pod.Node).OfType<string>().Distinct()
            .Select(name => draft.Seen.Nodes.GetValueOrDefault(name)).OfType<NodeSight>();
}
