using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Releases.Planning;

namespace Fairway.Releases.Fleet;

/// <summary>Shows a plan to people, in a ConfigMap that goes with its Release.</summary>
internal sealed class PlanShow(FleetContext fleet)
{
    /// <summary>Bytes of a ConfigMap are limited to 1 MiB, and JSON escapes some characters.</summary>
    private const int MostText = 400_000;

    /// <summary>Writes the ConfigMap, unless it is there.</summary>
    public async Task ShowAsync(Release release, PinnedPlan pinned, PlanDocument document, CancellationToken cancel)
    {
        var key = new ObjectKey(Labels.SystemNamespace, pinned.ShownIn!);
        var view = ViewPlanner.View(document, pinned.Digest);
        var json = JsonSerializer.Serialize(view, PlanJson.Default.PlanView);
        var data = new JsonObject
        {
            ["digest"] = pinned.Digest,
            ["plan.txt"] = PlanText.Write(view, MostText),
            ["plan.json"] = json.Length <= MostText
                ? json
                : JsonSerializer.Serialize(ViewPlanner.Short(view), PlanJson.Default.PlanView),
        };

        var map = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject
            {
                ["name"] = key.Name,
                ["labels"] = new JsonObject
                {
                    [Labels.Release] = ClusterReleaseMaker.LabelValue(release.Metadata.Name),
                },
                ["ownerReferences"] = new JsonArray(ClusterReleaseMaker.Owner(release)),
            },
            ["data"] = data,
        };
        try
        {
            await fleet.Api.CreateAsync(KubeResources.ConfigMaps, key.Namespace, map, null, cancel);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["ownerReferences"] = new JsonArray(ClusterReleaseMaker.Owner(release)),
                },
                ["data"] = data.DeepClone(),
            };
            await fleet.Api.MergePatchAsync(KubeResources.ConfigMaps, key, patch, null, cancel);
        }
    }
}
