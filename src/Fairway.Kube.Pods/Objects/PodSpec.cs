using System.Collections.Immutable;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>What controllers, scheduler and nodes need of a pod's spec.</summary>
internal sealed record PodSpec
{
    public static PodSpec Empty { get; } = new();

    public ImmutableArray<ContainerSpec> Containers { get; init; } = [];

    public ImmutableArray<ContainerSpec> InitContainers { get; init; } = [];

    /// <summary>Containers that were added to the running pod, for debugging.</summary>
    public ImmutableArray<ContainerSpec> EphemeralContainers { get; init; } = [];

    /// <summary>What its volumes need.</summary>
    public ImmutableArray<ObjectNeed> VolumeNeeds { get; init; } = [];

    /// <summary>Seconds after which the pod must have ended, from its start; null for no such bound.</summary>
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>Seconds that its containers have to end.</summary>
    public int Grace { get; init; } = 30;

    public string RestartPolicy { get; init; } = "Always";

    public string SchedulerName { get; init; } = WellKnown.DefaultScheduler;

    public bool HostNetwork { get; init; }

    /// <summary>The name that the pod has within its subdomain, or null.</summary>
    public string? Hostname { get; init; }

    /// <summary>The headless Service under which the pod has a name of its own, or null.</summary>
    public string? Subdomain { get; init; }

    public int Priority { get; init; }

    /// <summary>The volume claims that the pod uses, by name.</summary>
    public ImmutableArray<string> Claims { get; init; } = [];

    public ImmutableArray<string> ReadinessGates { get; init; } = [];

    public bool HasSchedulingGates { get; init; }

    public PlacementRules Placement { get; init; } = PlacementRules.Anywhere;

    /// <summary>What the scheduler alone looks at.</summary>
    public PodNeeds Needs { get; init; } = PodNeeds.None;

    public static PodSpec Read(JsonElement? spec) => spec is { ValueKind: JsonValueKind.Object } there
        ? SharedValues<PodSpec>.Read(PodSpecKey.Of(there), there, static element => ReadAnew(element))
        : Empty;

    private static PodSpec ReadAnew(JsonElement? spec) => new()
    {
        Containers = ContainersOf(spec, "containers"),
        InitContainers = ContainersOf(spec, "initContainers"),
        EphemeralContainers = ContainersOf(spec, "ephemeralContainers"),
        VolumeNeeds = NeedReading.OfVolumes(spec),
        ActiveDeadlineSeconds = spec.Number("activeDeadlineSeconds"),
        Grace = spec.Int("terminationGracePeriodSeconds") ?? 30,
        RestartPolicy = spec.Text("restartPolicy") ?? "Always",
        SchedulerName = spec.Text("schedulerName") ?? WellKnown.DefaultScheduler,
        HostNetwork = spec.Flag("hostNetwork"),
        Hostname = spec.Text("hostname"),
        Subdomain = spec.Text("subdomain"),
        Priority = spec.Int("priority") ?? 0,
        Claims =
        [
            .. spec.Items("volumes").Select(v => v.Child("persistentVolumeClaim").Text("claimName")).OfType<string>(),
        ],
        ReadinessGates = [.. spec.Items("readinessGates").Select(g => g.Text("conditionType") ?? "")],
        HasSchedulingGates = spec.Items("schedulingGates").Any(),
        Placement = PlacementRules.Read(spec),
        Needs = PodNeeds.Read(spec),
    };

    // Pods of a DaemonSet differ in the node that they are for, and have the same containers all the same.
    private static ImmutableArray<ContainerSpec> ContainersOf(JsonElement? spec, string field) =>
        spec.Child(field) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
            ? SharedValues<ImmutableArray<ContainerSpec>>.Read(
                PodSpecKey.OfContainers(list),
                list,
                static items => [.. items.EnumerateArray().Select(ContainerSpec.Read)])
            : [];
}
