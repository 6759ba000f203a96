using System.Text.Json;
using Fairway.Kube.Pods.Objects;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.DaemonSets;

/// <summary>What the controller keeps of an Advanced DaemonSet.</summary>
internal sealed record AdvancedDaemonSetView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public required LabelSelector Selector { get; init; }

    public required PodTemplate Template { get; init; }

    public UpdateStyle Style { get; init; }

    /// <summary>How many nodes may be without an available pod; null where nobody has said.</summary>
    public IntOrPercent? MaxUnavailable { get; init; }

    /// <summary>How many nodes may have an old and a new pod; null where nobody has said.</summary>
    public IntOrPercent? MaxSurge { get; init; }

    /// <summary>How many nodes keep an old pod.</summary>
    public IntOrPercent Partition { get; init; }

    /// <summary>The nodes that are updated; null for all.</summary>
    public LabelSelector? Nodes { get; init; }

    public bool Paused { get; init; }

    /// <summary>Pods that are missing are made at the old revision, as far as the partition says.</summary>
    public bool PartitionedScaling { get; init; }

    /// <summary>The most pods that one plan creates or deletes.</summary>
    public IntOrPercent Burst { get; init; } = IntOrPercent.Count(250);

    public Hooks Hooks { get; init; } = Hooks.None;

    public int MinReadySeconds { get; init; }

    public int RevisionHistoryLimit { get; init; } = 10;

    public AdvancedDaemonSetStatus Status { get; init; } = new();

    public static AdvancedDaemonSetView Read(JsonElement set)
    {
        var spec = set.Child("spec");
        var strategy = spec.Child("updateStrategy");
        var rolling = strategy.Child("rollingUpdate");
        return new AdvancedDaemonSetView
        {
            Meta = ObjectMeta.Read(set),
            Selector = LabelSelector.Read(spec.Child("selector")) ?? LabelSelector.MatchLabels(),
            Template = PodTemplate.Read(spec.Child("template")),
            Style = StyleOf(strategy.Text("type"), rolling.Text("rollingUpdateType")),
            MaxUnavailable = IntOrPercent.Read(rolling.Child("maxUnavailable")),
            MaxSurge = IntOrPercent.Read(rolling.Child("maxSurge")) ?? OfOldSurging(rolling),
            Partition = IntOrPercent.Read(rolling.Child("partition")) ?? IntOrPercent.Count(0),
            Nodes = LabelSelector.Read(rolling.Child("selector")),
            Paused = rolling.Flag("paused"),
            PartitionedScaling = spec.Child("scaleStrategy").Flag("partitionedScaling"),
            Burst = IntOrPercent.Read(spec.Child("burstReplicas")) ?? IntOrPercent.Count(250),
            Hooks = Hooks.Read(spec.Child("lifecycle")),
            MinReadySeconds = spec.Int("minReadySeconds") ?? 0,
            RevisionHistoryLimit = spec.Int("revisionHistoryLimit") ?? 10,
            Status = AdvancedDaemonSetStatus.Read(set.Child("status")),
        };
    }

    // The type Surging of v1alpha1 stands for a surge of one.
    private static IntOrPercent? OfOldSurging(JsonElement? rolling) =>
        rolling.Text("rollingUpdateType") == "Surging" && rolling.Child("maxUnavailable") is null
            ? IntOrPercent.Count(1)
            : null;

    private static UpdateStyle StyleOf(string? type, string? rolling) =>
        type == "OnDelete" ? UpdateStyle.OnDelete
        : rolling == "InPlaceIfPossible" ? UpdateStyle.InPlaceIfPossible
        : UpdateStyle.Recreate;
}
