using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Releases.Clusters;
using Fairway.Releases.Fleet;

namespace Fairway.Releases.Drift;

/// <summary>Makes the Release of a correction, and writes what is said of drift. Nothing that stands there
/// already.</summary>
internal sealed class DriftWriter(ClusterShardContext shard, IKubeApi api)
{
    private static readonly KubeResource ClusterComponents = FairwayResources.Of<ClusterComponent>();
    private static readonly KubeResource Releases = FairwayResources.Of<Release>();

    public async Task WriteAsync(ClusterComponent item, DriftPlan plan, CancellationToken cancel)
    {
        if (plan.Correct is { } name)
        {
            await CorrectAsync(item, name, plan.Status.Correction!.Number, cancel);
        }

        var node = JsonSerializer.SerializeToNode(plan.Status, ApiJson.Default.ClusterComponentStatus)!;
        var before = JsonSerializer.SerializeToNode(item.Status, ApiJson.Default.ClusterComponentStatus);
        if (!JsonNode.DeepEquals(node, before))
        {
            var key = new ObjectKey(shard.ClusterId, item.Metadata.Name);
            await api.ReplaceStatusAsync(ClusterComponents, key, node, item.Metadata.ResourceVersion, cancel);
        }
    }

    /// <summary>The name says which correction it is: who makes it twice makes it once. The one before goes.</summary>
    private async Task CorrectAsync(ClusterComponent item, string name, int number, CancellationToken cancel)
    {
        await ExpeditedPipeline.EnsureAsync(api, cancel);
        try
        {
            await api.CreateAsync(Releases, null, NewRelease(item, name), null, cancel);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            // Made before a crash; the status will say so now.
        }

        if (number > 1)
        {
            var earlier = new ObjectKey(null, DriftPlanner.NameOf(item, number - 1));
            await api.DeleteIfPresentAsync(Releases, earlier, new DeleteOptions(), cancel);
        }
    }

    private static JsonObject NewRelease(ClusterComponent item, string name) => new()
    {
        ["apiVersion"] = Releases.ApiVersion,
        ["kind"] = Releases.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject
            {
                [Labels.Cluster] = item.Metadata.Namespace,
                [Labels.Component] = item.Metadata.Name,
            },
        },
        ["spec"] = new JsonObject
        {
            ["pipeline"] = ExpeditedPipeline.Name,
            ["cluster"] = item.Metadata.Namespace,
            ["changes"] = new JsonArray(
                new JsonObject { ["component"] = item.Metadata.Name, ["restore"] = true }),
        },
    };
}
