using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.DaemonSets;

/// <summary>What the controller keeps of a DaemonSet.</summary>
internal sealed record DaemonSetView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public required LabelSelector Selector { get; init; }

    public required PodTemplate Template { get; init; }

    /// <summary>Pods are updated only when somebody deletes them.</summary>
    public bool OnDelete { get; init; }

    public IntOrPercent MaxUnavailable { get; init; } = IntOrPercent.Count(1);

    public IntOrPercent MaxSurge { get; init; } = IntOrPercent.Count(0);

    public int MinReadySeconds { get; init; }

    public int RevisionHistoryLimit { get; init; } = 10;

    public DaemonSetStatus Status { get; init; } = new();

    public static DaemonSetView Read(JsonElement set)
    {
        var spec = set.Child("spec");
        var strategy = spec.Child("updateStrategy");
        var rolling = strategy.Child("rollingUpdate");
        return new DaemonSetView
        {
            Meta = ObjectMeta.Read(set),
            Selector = LabelSelector.Read(spec.Child("selector")) ?? new LabelSelector([]),
            Template = PodTemplate.Read(spec.Child("template")),
            OnDelete = strategy.Text("type") == "OnDelete",
            MaxUnavailable = IntOrPercent.Read(rolling.Child("maxUnavailable")) ?? IntOrPercent.Count(1),
            MaxSurge = IntOrPercent.Read(rolling.Child("maxSurge")) ?? IntOrPercent.Count(0),
            MinReadySeconds = spec.Int("minReadySeconds") ?? 0,
            RevisionHistoryLimit = spec.Int("revisionHistoryLimit") ?? 10,
            Status = DaemonSetStatus.Read(set.Child("status")),
        };
    }
}
