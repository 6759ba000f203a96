using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Volumes;

namespace Fairway.Twin.Behaviour.StatefulSets;

/// <summary>What the controller keeps of a StatefulSet.</summary>
internal sealed record StatefulSetView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public int Replicas { get; init; } = 1;

    public required LabelSelector Selector { get; init; }

    public required PodTemplate Template { get; init; }

    public ImmutableArray<ClaimTemplate> Claims { get; init; } = [];

    public string ServiceName { get; init; } = "";

    /// <summary>Pods come and go all at once, not one after the other.</summary>
    public bool Parallel { get; init; }

    /// <summary>Pods are updated only when somebody deletes them.</summary>
    public bool OnDelete { get; init; }

    /// <summary>Ordinals below start + partition stay at the old revision.</summary>
    public int Partition { get; init; }

    public int FirstOrdinal { get; init; }

    public int MinReadySeconds { get; init; }

    public int RevisionHistoryLimit { get; init; } = 10;

    public StatefulSetStatus Status { get; init; } = new();

    public static StatefulSetView Read(JsonElement set)
    {
        var spec = set.Child("spec");
        var strategy = spec.Child("updateStrategy");
        return new StatefulSetView
        {
            Meta = ObjectMeta.Read(set),
            Replicas = spec.Int("replicas") ?? 1,
            Selector = LabelSelector.Read(spec.Child("selector")) ?? new LabelSelector([]),
            Template = PodTemplate.Read(spec.Child("template")),
            Claims = ClaimTemplate.ReadAll(spec),
            ServiceName = spec.Text("serviceName") ?? "",
            Parallel = spec.Text("podManagementPolicy") == "Parallel",
            OnDelete = strategy.Text("type") == "OnDelete",
            Partition = strategy.Child("rollingUpdate").Int("partition") ?? 0,
            FirstOrdinal = spec.Child("ordinals").Int("start") ?? 0,
            MinReadySeconds = spec.Int("minReadySeconds") ?? 0,
            RevisionHistoryLimit = spec.Int("revisionHistoryLimit") ?? 10,
            Status = StatefulSetStatus.Read(set.Child("status")),
        };
    }

    /// <summary>The ordinal of a pod's name, or null where the name is none of this set's.</summary>
    public int? OrdinalOf(string podName)
    {
        var prefix = Meta.Name.Length + 1;
        return podName.Length > prefix
            && podName.StartsWith(Meta.Name, StringComparison.Ordinal)
            && podName[prefix - 1] == '-'
            && int.TryParse(podName.AsSpan(prefix), System.Globalization.NumberStyles.None, null, out var ordinal)
                ? ordinal
                : null;
    }
}
