using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>What only nodes need of a container's spec, and most containers have little of.</summary>
internal sealed record ContainerDetails
{
    public static ContainerDetails None { get; } = new();

    public ProbeSpec? StartupProbe { get; init; }

    public ProbeSpec? ReadinessProbe { get; init; }

    public ProbeSpec? LivenessProbe { get; init; }

    public HookSpec? PostStart { get; init; }

    public HookSpec? PreStop { get; init; }

    /// <summary>Bytes of memory that it may use; 0 for no limit.</summary>
    public long MemoryLimit { get; init; }

    /// <summary>Canonical JSON of its requests and limits; null where it has none.</summary>
    public string? Resources { get; init; }

    /// <summary>The resources whose change restarts the container.</summary>
    public ImmutableArray<string> RestartsFor { get; init; } = [];

    /// <summary>What its environment needs.</summary>
    public ImmutableArray<ObjectNeed> Needs { get; init; } = [];

    public static ContainerDetails Read(JsonElement container)
    {
        var life = container.Child("lifecycle");
        var resources = container.Child("resources");
        var details = new ContainerDetails
        {
            StartupProbe = ProbeSpec.Read(container.Child("startupProbe")),
            ReadinessProbe = ProbeSpec.Read(container.Child("readinessProbe")),
            LivenessProbe = ProbeSpec.Read(container.Child("livenessProbe")),
            PostStart = HookSpec.Read(life.Child("postStart")),
            PreStop = HookSpec.Read(life.Child("preStop")),
            MemoryLimit = ResourceAmounts.Read(resources.Child("limits")).MemoryBytes,
            Resources = ResourceText.Of(resources),
            RestartsFor =
            [
                .. container.Items("resizePolicy").Where(p => p.Text("restartPolicy") == "RestartContainer")
                    .Select(p => p.Text("resourceName") ?? ""),
            ],
            Needs = NeedReading.OfEnvironment(container),
        };
        return details.IsNothing ? None : details;
    }

    private bool IsNothing =>
        (StartupProbe ?? ReadinessProbe ?? LivenessProbe) is null && (PostStart ?? PreStop) is null
        && Resources is null && Needs.IsEmpty;
}
