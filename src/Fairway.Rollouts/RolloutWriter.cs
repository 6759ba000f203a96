using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Events;
using Fairway.Kube.Requests;
using Fairway.Rollouts.Drivers;
using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;
using Microsoft.Extensions.Logging;

namespace Fairway.Rollouts;

/// <summary>Does what was planned: the rollout's own fields of a workload, pods that block it, and statuses.</summary>
internal sealed class RolloutWriter(IKubeApi api, ILogger log, EventRecorder? events)
{
    private static readonly WriteOptions AsRollout = new() { FieldManager = Labels.RolloutManager, Force = true };
    private static readonly WriteOptions AsPatch = new() { FieldManager = Labels.RolloutManager };
    private readonly ReplicaSetWriter sets = new(api, log);
    private readonly KubeResource rollouts = FairwayResources.Of<Rollout>();

    /// <summary>Does one after the other. A PodDisruptionBudget that does not let a pod go ends it, and is what is
    /// returned, in its own words; else null.</summary>
    /// <exception cref="KubeApiException">An act was refused otherwise; none after it was done.</exception>
    public async Task<string?> ActAsync(
        RolloutObservation seen, ImmutableArray<RolloutAction> actions, CancellationToken cancel)
    {
        foreach (var action in actions)
        {
            try
            {
                await ActAsync(seen, action, cancel);
            }
            catch (KubeApiException e) when (e.Details?.HasCause("DisruptionBudget") == true)
            {
                return $"{((RolloutAction.EvictPod)action).Pod.Name}: {e.Message}";
            }
        }

        return null;
    }

    private Task ActAsync(RolloutObservation seen, RolloutAction action, CancellationToken cancel) => action switch
    {
        RolloutAction.SetPartition set => SetAsync(seen, set, cancel),
        RolloutAction.DeletePod delete => DeleteAsync(seen, delete, cancel),
        RolloutAction.EvictPod evict => EvictAsync(seen, evict, cancel),
        RolloutAction.CreateSet create => sets.CreateAsync(seen.Workload!, create, cancel),
        RolloutAction.ScaleSet scale => sets.ScaleAsync(seen.Workload!, scale, cancel),
        RolloutAction.DeleteSet delete => sets.DeleteAsync(seen.Workload!, delete, cancel),
        _ => throw new InvalidOperationException($"{action.GetType().Name} is no action that can be done."),
    };

    /// <summary>Writes a status that says something new, and tells of it; refused where the Rollout has changed since
    /// it was seen.</summary>
    public async Task WriteStatusAsync(RolloutObservation seen, RolloutStatus status, CancellationToken cancel)
    {
        var rollout = seen.Rollout;
        var before = Node(rollout.Status);
        var after = Node(status);
        if (JsonNode.DeepEquals(before, after))
        {
            return;
        }

        var key = new ObjectKey(rollout.Metadata.Namespace, rollout.Metadata.Name);
        await api.ReplaceStatusAsync(rollouts, key, after!, rollout.Metadata.ResourceVersion, cancel);
        if (rollout.Status?.Phase != status.Phase || rollout.Status.Reason != status.Reason)
        {
            RolloutLog.Moved(log, key, status.Phase, status.Reason, status.Message);
        }

        foreach (var news in RolloutNews.Of(seen, status))
        {
            events?.Record(news);
        }
    }

    private async Task SetAsync(RolloutObservation seen, RolloutAction.SetPartition set, CancellationToken cancel)
    {
        var workload = seen.Workload!;
        var metadata = new JsonObject
        {
            ["name"] = workload.Key.Name,
            ["namespace"] = workload.Key.Namespace,
            // Names the workload that was seen: one that was made since is not touched, nor is one created.
            ["uid"] = workload.Uid,
        };
        if (set.OnlyAsSeen)
        {
            metadata["resourceVersion"] = workload.ResourceVersion;
        }

        var reference = seen.Rollout.Spec.Workload;
        var body = new JsonObject
        {
            ["apiVersion"] = reference.ApiVersion,
            ["kind"] = reference.Kind,
            ["metadata"] = metadata,
            ["spec"] = set.Spec.DeepClone(),
        };
        await (set.TakesAway
            ? api.MergePatchAsync(ResourceOf(reference), workload.Key, body, AsPatch, cancel)
            : api.ApplyAsync(ResourceOf(reference), workload.Key, body, AsRollout, cancel));
        RolloutLog.Set(log, workload.Key, set.Partition, set.Reason);
    }

    private async Task DeleteAsync(RolloutObservation seen, RolloutAction.DeletePod delete, CancellationToken cancel)
    {
        var key = new ObjectKey(seen.Workload!.Key.Namespace, delete.Pod.Name);
        var options = new DeleteOptions { Uid = delete.Pod.Uid };
        await api.DeleteIfPresentAsync(KubeResources.Pods, key, options, cancel);
        RolloutLog.Deleted(log, key, delete.Reason);
    }

    private async Task EvictAsync(RolloutObservation seen, RolloutAction.EvictPod evict, CancellationToken cancel)
    {
        var key = new ObjectKey(seen.Workload!.Key.Namespace, evict.Pod.Name);
        var options = new DeleteOptions { Uid = evict.Pod.Uid, ResourceVersion = evict.Pod.ResourceVersion };
        try
        {
            await api.EvictAsync(key, options, cancel);
            RolloutLog.Evicted(log, key, evict.Reason);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // Somebody else was faster.
        }
    }

    private static KubeResource ResourceOf(WorkloadReference reference) =>
        reference.Kind switch
        {
            _ when reference.ApiVersion.Split('/') is [KruiseFields.Group, var version] => new KubeResource(
                KruiseFields.Group, version, $"{reference.Kind.ToLowerInvariant()}s", reference.Kind, Namespaced: true),
            "StatefulSet" => KubeResources.StatefulSets,
            "DaemonSet" => KubeResources.DaemonSets,
            _ => KubeResources.Deployments,
        };

    private static JsonNode? Node(RolloutStatus? status) =>
        JsonSerializer.SerializeToNode(status, ApiJson.Default.RolloutStatus!);
}
