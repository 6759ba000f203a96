using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.ReplicaSets;

/// <summary>What controllers keep of a ReplicaSet.</summary>
internal sealed record ReplicaSetView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    /// <summary>API version and kind, as its pods name it: a ReplicationController is an older ReplicaSet.</summary>
    public (string ApiVersion, string Kind) Type { get; init; } = ("apps/v1", "ReplicaSet");

    public int Replicas { get; init; } = 1;

    public int MinReadySeconds { get; init; }

    /// <summary>Null (which matches nothing) only where the object is broken.</summary>
    public LabelSelector? Selector { get; init; }

    public required PodTemplate Template { get; init; }

    public ReplicaSetStatus Status { get; init; } = new();

    public static ReplicaSetView ReadController(JsonElement controller)
    {
        var selector = StringMap.Read(controller.Child("spec").Child("selector"));
        return Read(controller) with
        {
            Type = ("v1", "ReplicationController"),
            Selector = selector.Count == 0
                ? null
                : LabelSelector.MatchLabels(selector.Select(l => (l.Key, l.Value))),
        };
    }

    public static ReplicaSetView Read(JsonElement set)
    {
        var spec = set.Child("spec");
        return new ReplicaSetView
        {
            Meta = ObjectMeta.Read(set),
            Replicas = spec.Int("replicas") ?? 1,
            MinReadySeconds = spec.Int("minReadySeconds") ?? 0,
            Selector = LabelSelector.Read(spec.Child("selector")),
            Template = PodTemplate.Read(spec.Child("template")),
            Status = ReplicaSetStatus.Read(set.Child("status")),
        };
    }
}
