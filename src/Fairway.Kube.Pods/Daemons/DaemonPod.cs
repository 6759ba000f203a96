using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;

namespace Fairway.Kube.Pods.Daemons;

/// <summary>The pod of a DaemonSet on one node: pinned there by affinity, tolerant of what befalls nodes.</summary>
internal static class DaemonPod
{
    private static readonly (string Key, string Effect)[] Tolerated =
    [
        ("node.kubernetes.io/not-ready", WellKnown.NoExecute),
        ("node.kubernetes.io/unreachable", WellKnown.NoExecute),
        ("node.kubernetes.io/disk-pressure", WellKnown.NoSchedule),
        ("node.kubernetes.io/memory-pressure", WellKnown.NoSchedule),
        ("node.kubernetes.io/pid-pressure", WellKnown.NoSchedule),
        ("node.kubernetes.io/unschedulable", WellKnown.NoSchedule),
    ];

    private static readonly (string Key, string Effect) NetworkUnavailable =
        ("node.kubernetes.io/network-unavailable", WellKnown.NoSchedule);

    /// <summary>The node that a pod is on, or is pinned to; null where it is neither.</summary>
    public static string? NodeOf(PodView pod) => pod.NodeName ?? (pod.Spec.Placement.RequiredTerms ?? [])
        .SelectMany(t => t.Fields)
        .FirstOrDefault(r => r is { Key: "metadata.name", Operator: RequirementOperator.In })?
        .Values.FirstOrDefault();

    /// <summary>The template's placement with what every daemon pod tolerates.</summary>
    public static PlacementRules PlacementOf(PodTemplate template) => template.Placement with
    {
        Tolerations =
        [
            .. template.Placement.Tolerations,
            .. Tolerated.Select(t => new Toleration(t.Key, "Exists", "", t.Effect)),
        ],
    };

    /// <param name="set">The set that it is of.</param>
    /// <param name="owner">The same, as its owner.</param>
    /// <param name="template">What it is made of, with all its labels.</param>
    /// <param name="node">Where it is to run.</param>
    /// <param name="reason">Why it is made.</param>
    public static WorkloadAction.CreatePod Create(
        ObjectMeta set, OwnerReference owner, PodTemplate template, string node, string reason)
    {
        var body = PodBody.From(template, set.Namespace, owner);
        body["metadata"]!["generateName"] = $"{set.Name}-";
        var spec = (JsonObject)body["spec"]!;
        Pin(spec, node);
        Tolerate(spec);
        return new WorkloadAction.CreatePod(body, node, reason);
    }

    private static void Pin(JsonObject spec, string node)
    {
        var affinity = Child(spec, "affinity");
        var required = Child(Child(affinity, "nodeAffinity"), "requiredDuringSchedulingIgnoredDuringExecution");
        if (required["nodeSelectorTerms"] is not JsonArray { Count: > 0 } terms)
        {
            required["nodeSelectorTerms"] = terms = new JsonArray(new JsonObject());
        }

        foreach (var term in terms.OfType<JsonObject>())
        {
            term["matchFields"] = new JsonArray(new JsonObject
            {
                ["key"] = "metadata.name",
                ["operator"] = "In",
                ["values"] = new JsonArray(node),
            });
        }
    }

    private static void Tolerate(JsonObject spec)
    {
        if (spec["tolerations"] is not JsonArray tolerations)
        {
            spec["tolerations"] = tolerations = [];
        }

        var present =
            tolerations.Select(t => (t?["key"]?.GetValue<string>(), t?["effect"]?.GetValue<string>())).ToArray();
        var onHost = spec["hostNetwork"]?.GetValue<bool>() == true;
        foreach (var (key, effect) in onHost ? [.. Tolerated, NetworkUnavailable] : Tolerated)
        {
            if (!present.Contains((key, effect)))
            {
                tolerations.Add(new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = effect });
            }
        }
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
        {
            parent[name] = child = [];
        }

        return child;
    }
}
