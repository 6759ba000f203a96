using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Volumes;

/// <summary>One of the claims of storage that each pod of a set gets.</summary>
/// <param name="Name">Of the claim's volume in the pod.</param>
/// <param name="Json">The template as it is written in the set.</param>
internal sealed record ClaimTemplate(string Name, string Json)
{
    public static ImmutableArray<ClaimTemplate> ReadAll(JsonElement? spec) =>
    [
        .. spec.Items("volumeClaimTemplates").Select(item =>
            new ClaimTemplate(item.Child("metadata").Text("name") ?? "", item.GetRawText())),
    ];

    /// <summary>The name of the claim of one pod.</summary>
    public string NameOf(string pod) => $"{Name}-{pod}";

    /// <summary>The claim of one pod; it has the labels by which the set is found.</summary>
    public JsonObject Body(string? ns, LabelSelector selector, string pod)
    {
        var template = (JsonObject)JsonNode.Parse(Json)!;
        var source = template["metadata"] as JsonObject;
        var labels = source?["labels"]?.DeepClone() as JsonObject ?? [];
        foreach (var (key, value) in (JsonObject)selector.ToJson()["matchLabels"]!)
        {
            labels[key] = value?.DeepClone();
        }

        var metadata = new JsonObject
        {
            ["name"] = NameOf(pod),
            ["namespace"] = ns,
            ["labels"] = labels,
        };
        if (source?["annotations"] is { } annotations)
        {
            metadata["annotations"] = annotations.DeepClone();
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "PersistentVolumeClaim",
            ["metadata"] = metadata,
            ["spec"] = template["spec"]?.DeepClone(),
        };
    }

    /// <summary>The volumes of a pod: those of its claims first, then those of the template that they do not
    /// replace.</summary>
    public static void Mount(ImmutableArray<ClaimTemplate> claims, string pod, JsonObject spec)
    {
        if (claims.IsEmpty)
        {
            return;
        }

        var volumes = new JsonArray([.. claims.Select(claim => new JsonObject
        {
            ["name"] = claim.Name,
            ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claim.NameOf(pod) },
        })]);
        foreach (var volume in spec["volumes"] as JsonArray ?? [])
        {
            if (claims.All(claim => claim.Name != (string?)volume?["name"]))
            {
                volumes.Add(volume?.DeepClone());
            }
        }

        spec["volumes"] = volumes;
    }
}
