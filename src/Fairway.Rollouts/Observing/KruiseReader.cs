using System.Globalization;
using System.Text.Json;
using Fairway.Api.Meta;
using Fairway.Kube;
using Fairway.Rollouts.Sights;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>Reads a workload of OpenKruise's kinds by its own status, and its pods. Revisions are told apart by what
/// comes after the last hyphen: some labels carry a whole name, and some only its end.</summary>
internal sealed class KruiseReader(RolloutCaches caches, TimeProvider time)
{
    /// <summary>Null where there is none, or its kind is not served, or it is being deleted.</summary>
    public WorkloadSight? Read(string kind, ObjectKey key)
    {
        if (caches.Kruise.GetValueOrDefault(kind)?.Find(key) is not { Value.Metadata.DeletionTimestamp: null } found)
        {
            return null;
        }

        var (set, status) = (found.Value, found.Value.Status);
        var strategy = set.Spec.UpdateStrategy;
        var pace = strategy?.RollingUpdate ?? strategy;
        var replicas = kind == "DaemonSet"
            ? (status?.DesiredNumberScheduled ?? 0) + (status?.NumberMisscheduled ?? 0)
            : set.Spec.Replicas ?? 1;
        var reader = new PodReader(set.Spec.MinReadySeconds ?? pace?.MinReadySeconds, time.GetUtcNow());
        var ordinals = kind == "StatefulSet" ? new KruiseOrdinals(key.Name, set.Spec) : null;
        var pods = caches.Pods.ControlledBy(found.Uid).Where(pod => !PodReader.HasEnded(pod.Value))
            .Select(pod => reader.Read(
                pod.Value,
                Short(pod.Value.Metadata.Labels?.ControllerRevision),
                ordinals?.PlaceOf(pod.Key.Name)))
            .Where(pod => ordinals is null || pod.Place is not null)
            .Select(WithNode);
        return new WorkloadSight
        {
            Key = key,
            Uid = found.Uid,
            ResourceVersion = set.Metadata.ResourceVersion,
            Generation = set.Metadata.Generation,
            ObservedGeneration = status?.ObservedGeneration ?? 0,
            Replicas = replicas,
            Template = set.Spec.Template ?? "",
            UpdateRevision = Short(status?.UpdateRevision ?? status?.DaemonSetHash),
            HeldRevision = Short(status?.CurrentRevision),
            UpdatedReplicas = status?.UpdatedReplicas ?? status?.UpdatedNumberScheduled ?? 0,
            Partition = Count(pace?.Partition, replicas),
            HonoursPartition = pace?.Paused is not true,
            IsOrdered = ordinals is not null && set.Spec.PodManagementPolicy != "Parallel",
            Pods = [.. pods.OrderBy(pod => pod.Place)],
            NextReadyAt = reader.NextReadyAt,
        };
    }

    private ReplicaSight WithNode(ReplicaSight pod) => pod.Node is { } node
        ? pod with { IsNodeReady = caches.Nodes.Find(new ObjectKey(null, node))?.Value.Status?.IsReady ?? false }
        : pod;

    private static int Count(JsonElement? partition, int replicas) => partition switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var count) => count,
        { ValueKind: JsonValueKind.String } text when IntOrPercent.TryParse(text.GetString()!) is { } share =>
            share.RoundUp(replicas),
        _ => Brake.Off,
    };

    private static string? Short(string? revision) =>
        string.IsNullOrEmpty(revision) ? null : revision[(revision.LastIndexOf('-') + 1)..];
}
