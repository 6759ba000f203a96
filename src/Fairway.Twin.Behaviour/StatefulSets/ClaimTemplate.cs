using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.StatefulSets;

/// <summary>One of the claims that each pod of a StatefulSet gets, and keeps when it is replaced.</summary>
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
    public string NameOf(StatefulSetView set, int ordinal) =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}-{set.Meta.Name}-{ordinal}");

    /// <summary>The claim of one pod; it has the labels by which the set is found.</summary>
    public JsonObject Body(StatefulSetView set, int ordinal)
    {
        var template = (JsonObject)JsonNode.Parse(Json)!;
        var source = template["metadata"] as JsonObject;
        var labels = source?["labels"]?.DeepClone() as JsonObject ?? [];
        foreach (var (key, value) in (JsonObject)set.Selector.ToJson()["matchLabels"]!)
        {
            labels[key] = value?.DeepClone();
        }

        var metadata = new JsonObject
        {
            ["name"] = NameOf(set, ordinal),
            ["namespace"] = set.Meta.Namespace,
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
    public static void Mount(StatefulSetView set, int ordinal, JsonObject spec)
    {
        if (set.Claims.IsEmpty)
        {
            return;
        }

        var volumes = new JsonArray([.. set.Claims.Select(claim => new JsonObject
        {
            ["name"] = claim.Name,
            ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claim.NameOf(set, ordinal) },
        })]);
        foreach (var volume in spec["volumes"] as JsonArray ?? [])
        {
            if (set.Claims.All(claim => claim.Name != (string?)volume?["name"]))
            {
                volumes.Add(volume?.DeepClone());
            }
        }

        spec["volumes"] = volumes;
    }
}
