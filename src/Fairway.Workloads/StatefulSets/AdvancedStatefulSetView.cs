using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Volumes;
using Fairway.Workloads.Ordering;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.StatefulSets;

/// <summary>What the controller keeps of an Advanced StatefulSet.</summary>
internal sealed record AdvancedStatefulSetView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public required LabelSelector Selector { get; init; }

    public required PodTemplate Template { get; init; }

    public int Replicas { get; init; } = 1;

    public ImmutableArray<ClaimTemplate> Claims { get; init; } = [];

    public string ServiceName { get; init; } = "";

    /// <summary>Pods come and go all at once, not one after the other.</summary>
    public bool Parallel { get; init; }

    public UpdateStyle Style { get; init; }

    /// <summary>How many pods stay at the old revision.</summary>
    public int Partition { get; init; }

    /// <summary>How many pods may be unavailable by an update.</summary>
    public IntOrPercent MaxUnavailable { get; init; } = IntOrPercent.Count(1);

    /// <summary>How many pods may be unavailable for more to be created; null for any number.</summary>
    public IntOrPercent? ScaleMaxUnavailable { get; init; }

    public bool Paused { get; init; }

    /// <summary>The order of an update by priority; null for that of ordinals.</summary>
    public UpdatePriority? Unordered { get; init; }

    public ReservedOrdinals Reserved { get; init; } = ReservedOrdinals.None;

    public int FirstOrdinal { get; init; }

    /// <summary>Claims go with the set.</summary>
    public bool DropsClaimsWhenDeleted { get; init; }

    /// <summary>Claims go with the pods that the set is scaled by.</summary>
    public bool DropsClaimsWhenScaled { get; init; }

    public Hooks Hooks { get; init; } = Hooks.None;

    /// <summary>Between a pod's turning unready and its new images.</summary>
    public TimeSpan Grace { get; init; }

    public int MinReadySeconds { get; init; }

    public int RevisionHistoryLimit { get; init; } = 10;

    public AdvancedStatefulSetStatus Status { get; init; } = new();

    public static AdvancedStatefulSetView Read(JsonElement set)
    {
        var spec = set.Child("spec");
        var retention = spec.Child("persistentVolumeClaimRetentionPolicy");
        return new AdvancedStatefulSetView
        {
            Meta = ObjectMeta.Read(set),
            Selector = LabelSelector.Read(spec.Child("selector")) ?? LabelSelector.MatchLabels(),
            Template = PodTemplate.Read(spec.Child("template")),
            Replicas = spec.Int("replicas") ?? 1,
            Claims = ClaimTemplate.ReadAll(spec),
            ServiceName = spec.Text("serviceName") ?? "",
            Parallel = spec.Text("podManagementPolicy") == "Parallel",
            ScaleMaxUnavailable = IntOrPercent.Read(spec.Child("scaleStrategy").Child("maxUnavailable")),
            Reserved = ReservedOrdinals.Read(spec),
            FirstOrdinal = spec.Child("ordinals").Int("start") ?? 0,
            DropsClaimsWhenDeleted = retention.Text("whenDeleted") == "Delete",
            DropsClaimsWhenScaled = retention.Text("whenScaled") == "Delete",
            Hooks = Hooks.Read(spec.Child("lifecycle")),
            RevisionHistoryLimit = spec.Int("revisionHistoryLimit") ?? 10,
            Status = AdvancedStatefulSetStatus.Read(set.Child("status")),
        }.With(spec.Child("updateStrategy"));
    }

    /// <summary>The ordinal of a pod's name, or null where the name is none of this set's.</summary>
    public int? OrdinalOf(string pod) =>
        pod.StartsWith($"{Meta.Name}-", StringComparison.Ordinal)
        && int.TryParse(
            pod.AsSpan(Meta.Name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            ? ordinal
            : null;

    /// <summary>The name of the pod of an ordinal.</summary>
    public string NameOf(int ordinal) => string.Create(CultureInfo.InvariantCulture, $"{Meta.Name}-{ordinal}");

    private AdvancedStatefulSetView With(JsonElement? strategy)
    {
        var rolling = strategy.Child("rollingUpdate");
        return this with
        {
            Style = StyleOf(strategy.Text("type"), rolling.Text("podUpdatePolicy")),
            Partition = rolling.Int("partition") ?? 0,
            MaxUnavailable = IntOrPercent.Read(rolling.Child("maxUnavailable")) ?? IntOrPercent.Count(1),
            Paused = rolling.Flag("paused"),
            Unordered = rolling.Child("unorderedUpdate") is { } unordered
                ? UpdatePriority.Read(unordered.Child("priorityStrategy"))
                : null,
            Grace = TimeSpan.FromSeconds(rolling.Child("inPlaceUpdateStrategy").Int("gracePeriodSeconds") ?? 0),
            MinReadySeconds = rolling.Int("minReadySeconds") ?? 0,
        };
    }

    private static UpdateStyle StyleOf(string? type, string? policy) => (type, policy) switch
    {
        ("OnDelete", _) => UpdateStyle.OnDelete,
        (_, "InPlaceIfPossible") => UpdateStyle.InPlaceIfPossible,
        (_, "InPlaceOnly") => UpdateStyle.InPlaceOnly,
        _ => UpdateStyle.Recreate,
    };
}
