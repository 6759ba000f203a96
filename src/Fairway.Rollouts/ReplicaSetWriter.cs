using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;
using Fairway.Rollouts.Workloads;
using Microsoft.Extensions.Logging;

namespace Fairway.Rollouts;

/// <summary>Makes, sizes and deletes the replica sets of Deployments that roll.</summary>
internal sealed class ReplicaSetWriter(IKubeApi api, ILogger log)
{
    private static readonly WriteOptions AsRollout = new() { FieldManager = Labels.RolloutManager };

    /// <summary>Nothing is made where the Deployment is not of the template that was seen: another look
    /// follows.</summary>
    public async Task CreateAsync(WorkloadSight workload, RolloutAction.CreateSet create, CancellationToken cancel)
    {
        var answer = await api.FindAsync(KubeResources.Deployments, workload.Key, cancel);
        if (answer?.ReadNode() is not JsonObject deployment
            || (string?)deployment["metadata"]?["uid"] != workload.Uid
            || deployment["spec"]?["template"] is not JsonObject template
            || DigestConverter.Of((JsonObject)template.DeepClone()) != create.Template)
        {
            return;
        }

        var body = ReplicaSetBody.Of(deployment, create);
        await api.CreateAsync(KubeResources.ReplicaSets, workload.Key.Namespace, body, AsRollout, cancel);
        RolloutLog.Sized(log, new ObjectKey(workload.Key.Namespace, ReplicaSetBody.NameOf(body)), create.Replicas,
            create.Reason);
    }

    public async Task ScaleAsync(WorkloadSight workload, RolloutAction.ScaleSet scale, CancellationToken cancel)
    {
        var key = new ObjectKey(workload.Key.Namespace, scale.Set.Name);
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["uid"] = scale.Set.Uid,
                ["resourceVersion"] = scale.Set.ResourceVersion,
                ["annotations"] = ReplicaSetBody.Sizes(scale.Wanted),
            },
            ["spec"] = new JsonObject { ["replicas"] = scale.Replicas },
        };
        await api.MergePatchAsync(KubeResources.ReplicaSets, key, body, AsRollout, cancel);
        RolloutLog.Sized(log, key, scale.Replicas, scale.Reason);
    }

    public async Task DeleteAsync(WorkloadSight workload, RolloutAction.DeleteSet delete, CancellationToken cancel)
    {
        var key = new ObjectKey(workload.Key.Namespace, delete.Set.Name);
        var options = new DeleteOptions { Uid = delete.Set.Uid, ResourceVersion = delete.Set.ResourceVersion };
        await api.DeleteIfPresentAsync(KubeResources.ReplicaSets, key, options, cancel);
        RolloutLog.Sized(log, key, 0, delete.Reason);
    }
}
