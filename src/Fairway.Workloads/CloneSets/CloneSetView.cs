using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Volumes;
using Fairway.Workloads.Kruise;
using Fairway.Workloads.Ordering;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.CloneSets;

/// <summary>What the controller keeps of a CloneSet.</summary>
internal sealed record CloneSetView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public required LabelSelector Selector { get; init; }

    public required PodTemplate Template { get; init; }

    public ImmutableArray<ClaimTemplate> Claims { get; init; } = [];

    /// <summary>How many pods there may be, and of which revision.</summary>
    public ReplicaPolicy Policy { get; init; } = new(1);

    public UpdateStyle Style { get; init; }

    /// <summary>Pods that are to be replaced, or to go first when there are too many.</summary>
    public ImmutableHashSet<string> PodsToDelete { get; init; } = [];

    /// <summary>Claims go with their pods.</summary>
    public bool DropsClaims { get; init; }

    public UpdatePriority Priority { get; init; } = UpdatePriority.None;

    public Scattering Scattering { get; init; } = Scattering.None;

    public Hooks Hooks { get; init; } = Hooks.None;

    /// <summary>Between a pod's turning unready and its new images.</summary>
    public TimeSpan Grace { get; init; }

    public int MinReadySeconds { get; init; }

    /// <summary>Seconds without progress after which the set is said to be stuck; null for never.</summary>
    public int? ProgressDeadlineSeconds { get; init; }

    public int RevisionHistoryLimit { get; init; } = 10;

    public CloneSetStatus Status { get; init; } = new();

    public static CloneSetView Read(JsonElement set)
    {
        var (meta, spec) = (ObjectMeta.Read(set), set.Child("spec"));
        var (update, scale) = (spec.Child("updateStrategy"), spec.Child("scaleStrategy"));
        return new CloneSetView
        {
            Meta = meta,
            Selector = LabelSelector.Read(spec.Child("selector")) ?? LabelSelector.MatchLabels(),
            Template = PodTemplate.Read(spec.Child("template")),
            Claims = ClaimTemplate.ReadAll(spec),
            Policy = PolicyOf(meta, spec),
            Style = StyleOf(update.Text("type")),
            PodsToDelete = [.. scale?.Texts("podsToDelete") ?? []],
            DropsClaims = scale.Flag("disablePVCReuse"),
            Priority = UpdatePriority.Read(update.Child("priorityStrategy")),
            Scattering = Scattering.Read(update, "scatterStrategy"),
            Hooks = Hooks.Read(spec.Child("lifecycle")),
            Grace = TimeSpan.FromSeconds(update.Child("inPlaceUpdateStrategy").Int("gracePeriodSeconds") ?? 0),
            MinReadySeconds = spec.Int("minReadySeconds") ?? 0,
            ProgressDeadlineSeconds = spec.Int("progressDeadlineSeconds"),
            RevisionHistoryLimit = spec.Int("revisionHistoryLimit") ?? 10,
            Status = CloneSetStatus.Read(set.Child("status")),
        };
    }

    private static ReplicaPolicy PolicyOf(ObjectMeta meta, JsonElement? spec)
    {
        var update = spec.Child("updateStrategy");
        return new ReplicaPolicy(spec.Int("replicas") ?? 1)
        {
            Partition = IntOrPercent.Read(update.Child("partition")) ?? IntOrPercent.Count(0),
            MaxUnavailable = IntOrPercent.Read(update.Child("maxUnavailable")) ?? IntOrPercent.Percent(20),
            MaxSurge = IntOrPercent.Read(update.Child("maxSurge")) ?? IntOrPercent.Count(0),
            Paused = update.Flag("paused"),
            ScaleMaxUnavailable = IntOrPercent.Read(spec.Child("scaleStrategy").Child("maxUnavailable")),
            ExcludePreparingDelete = meta.Labels[KruiseNames.ExcludePreparingDelete] == "true",
        };
    }

    private static UpdateStyle StyleOf(string? type) => type switch
    {
        "InPlaceIfPossible" => UpdateStyle.InPlaceIfPossible,
        "InPlaceOnly" => UpdateStyle.InPlaceOnly,
        "OnDelete" => UpdateStyle.OnDelete,
        _ => UpdateStyle.Recreate,
    };
}
