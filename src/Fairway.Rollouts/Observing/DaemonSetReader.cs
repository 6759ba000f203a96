using System.Collections.Immutable;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Rollouts.Sights;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>Reads a DaemonSet, its pods, and in which order a rollout goes over their nodes.</summary>
internal sealed class DaemonSetReader(RolloutCaches caches, TimeProvider time)
{
    private readonly SortedDictionary<string, Ranking> rankings = new(StringComparer.Ordinal);

    /// <summary>Null where there is none, or it is being deleted.</summary>
    public WorkloadSight? Read(ObjectKey key, RolloutSpec spec)
    {
        if (caches.DaemonSets.Find(key) is not { Value.Metadata.DeletionTimestamp: null } found)
        {
            rankings.Remove($"{key}");
            return null;
        }

        var set = found.Value;
        var reader = new PodReader(set.Spec.MinReadySeconds, time.GetUtcNow());
        var pods = caches.Pods.ControlledBy(found.Uid).Where(pod => !PodReader.HasEnded(pod.Value))
            .Select(pod => reader.Read(pod.Value, pod.Value.Metadata.Labels?.ControllerRevision, null)).ToList();
        var ranks = RanksOf(key, spec, pods);
        return new WorkloadSight
        {
            Key = key,
            Uid = found.Uid,
            ResourceVersion = set.Metadata.ResourceVersion,
            Generation = set.Metadata.Generation,
            ObservedGeneration = set.Status?.ObservedGeneration ?? 0,
            Replicas = set.Status?.Nodes ?? 0,
            Template = set.Spec.Template ?? "",
            UpdateRevision = RevisionOf(found),
            UpdatedReplicas = set.Status?.UpdatedNumberScheduled ?? 0,
            Partition = set.Spec.UpdateStrategy?.Type == "OnDelete" ? Brake.On : Brake.Off,
            Pods = [.. pods.Select(pod => Placed(pod, ranks))],
            NextReadyAt = reader.NextReadyAt,
        };
    }

    private ReplicaSight Placed(ReplicaSight pod, SortedDictionary<string, ulong> ranks) => pod.Node is not { } node
        ? pod
        : pod with { Rank = ranks[node], IsNodeReady = NodeOf(node)?.Status?.IsReady ?? false };

    private NodeView? NodeOf(string name) => caches.Nodes.Find(new ObjectKey(null, name))?.Value;

    /// <summary>Computed anew where the change is another one, or a pod is on a node that was not among them.</summary>
    private SortedDictionary<string, ulong> RanksOf(ObjectKey key, RolloutSpec spec, List<ReplicaSight> pods)
    {
        var order = spec.Pace?.NodeOrder ?? NodeOrder.Mixed;
        var known = rankings.GetValueOrDefault($"{key}");
        var holds = known is not null && known.Change == spec.Change && known.Order == order
            && pods.TrueForAll(pod => pod.Node is null || known.Ranks.ContainsKey(pod.Node));
        if (!holds)
        {
            var names = pods.Select(pod => pod.Node).OfType<string>().Distinct(StringComparer.Ordinal);
            known = new Ranking(spec.Change, order, NodeRanks.Of(
                order, spec.Change, names.Select(name => NodeReader.Read(name, NodeOf(name) ?? new NodeView()))));
            rankings[$"{key}"] = known;
        }

        return known!.Ranks;
    }

    /// <summary>
    /// The newest revision, once it is that of the template: caches of two resources do not advance together, and an
    /// older revision taken for the target would be rolled out at once.
    /// </summary>
    private string? RevisionOf(CachedObject<DaemonSetView> set)
    {
        var newest = caches.Revisions.ControlledBy(set.Uid).MaxBy(revision => revision.Value.Revision)?.Value;
        return newest?.Data?.Spec?.Template == set.Value.Spec.Template
            && set.Value.Status?.ObservedGeneration >= set.Value.Metadata.Generation
                ? newest?.Metadata.Labels?.ControllerRevision
                : null;
    }

    private sealed record Ranking(string Change, NodeOrder Order, SortedDictionary<string, ulong> Ranks);
}
