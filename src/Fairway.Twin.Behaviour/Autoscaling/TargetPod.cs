using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Schema.Durations;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>A pod that a target selects.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Measured">What the cluster's metrics say of it; null where they say nothing.</param>
internal sealed record TargetPod(PodView Pod, PodMeasure? Measured)
{
    /// <summary>What a metric's replicas are computed from.</summary>
    public ScaledPod For(MetricSource metric)
    {
        var containers = Pod.Spec.Containers
            .Concat(Pod.Spec.InitContainers.Where(c => c.RestartsAlways))
            .Where(c => metric.Container is null || c.Name == metric.Container)
            .ToArray();
        var bare = containers.FirstOrDefault(c => Request(c, metric.Name) == 0);
        var ready = Pod.ReadyCondition;
        return new ScaledPod(Pod.Meta.Name, Pod.Phase)
        {
            IsDeleting = Pod.Meta.IsDeleting,
            StartedAt = Pod.StartedAt,
            IsReady = ready is null ? null : ready.Status == "True",
            ReadySince = ready?.TransitionedAt ?? default,
            Request = bare is null ? containers.Sum(c => Request(c, metric.Name)) : null,
            WithoutRequest = bare?.Name,
            Usage = Measured?.Of(metric),
            MeasuredAt = Measured?.At ?? default,
            Window = Measured?.Window ?? default,
        };
    }

    private static long Request(ContainerSpec container, string resource) => resource switch
    {
        "cpu" => container.Requests.MilliCpu,
        "memory" => container.Requests.MemoryBytes * 1000,
        _ => 0,
    };
}

/// <summary>What the cluster's metrics say of a pod.</summary>
/// <param name="At">When that was measured.</param>
/// <param name="Window">For how long.</param>
/// <param name="Containers">What each container uses, as the API shows it.</param>
internal sealed record PodMeasure(
    DateTimeOffset At, TimeSpan Window, ImmutableArray<(string Name, string? Cpu, string? Memory)> Containers)
{
    public static PodMeasure Read(JsonNode item) => new(
        DateTimeOffset.Parse((string)item["timestamp"]!, System.Globalization.CultureInfo.InvariantCulture),
        Length((string?)item["window"] ?? ""),
        [
            .. (item["containers"] as JsonArray ?? []).Select(c => (
                (string?)c!["name"] ?? "", (string?)c["usage"]?["cpu"], (string?)c["usage"]?["memory"])),
        ]);

    /// <summary>Thousandths of the unit of a metric's resource; null where nothing is said of it.</summary>
    public long? Of(MetricSource metric)
    {
        var said = Containers
            .Where(c => metric.Container is null || c.Name == metric.Container)
            .Select(c => metric.Name switch { "cpu" => c.Cpu, "memory" => c.Memory, _ => null })
            .ToArray();
        return said.Length == 0 || said.Contains(null) ? null : said.Sum(Quantity.Milli);
    }

    private static TimeSpan Length(string window) =>
        GoDuration.TryParse(window, out var nanoseconds)
            ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick)
            : TimeSpan.FromSeconds(30);
}
