using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Workloads;

/// <summary>What is kept of a pod, in 64 bytes besides the texts that are its own: a cluster may have a hundred
/// thousand.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class PodView
{
    // UTC, in half the bytes of an offset.
    private readonly DateTime created;
    private readonly DateTime readySince;

    public PodView(PodBody pod)
    {
        created = pod.Metadata.CreationTimestamp.UtcDateTime;
        Revision = SharedTexts.Of(pod.Metadata.Labels?.ControllerRevision);
        Node = pod.Spec?.NodeName is { Length: > 0 } node ? node : null;
        IsDeleting = pod.Metadata.DeletionTimestamp is not null;
        HasEnded = pod.Status?.Phase is "Succeeded" or "Failed";
        var ready = (pod.Status?.Conditions ?? []).FirstOrDefault(c => c is { Type: "Ready", Status: "True" });
        IsReady = ready is not null && pod.Status?.Phase == "Running";
        readySince = ready?.LastTransitionTime?.UtcDateTime ?? default;
        Containers = [.. Troubled(pod.Status?.InitContainerStatuses), .. Troubled(pod.Status?.ContainerStatuses)];
    }

    /// <summary>The revision that a set's controller has marked it with.</summary>
    public string? Revision { get; }

    /// <summary>Null where it is not scheduled.</summary>
    public string? Node { get; }

    public bool IsDeleting { get; }

    /// <summary>It has succeeded or failed, and does not run again.</summary>
    public bool HasEnded { get; }

    /// <summary>It runs and is ready, for however short a time.</summary>
    public bool IsReady { get; }

    public DateTimeOffset CreatedAt => new(created, TimeSpan.Zero);

    /// <summary>Null where nobody has said so.</summary>
    public DateTimeOffset? ReadySince => readySince == default ? null : new DateTimeOffset(readySince, TimeSpan.Zero);

    /// <summary>Those that wait or have been started again, those that run first before the others.</summary>
    public ImmutableArray<ContainerSight> Containers { get; }

    private static IEnumerable<ContainerSight> Troubled(ImmutableArray<ContainerView>? statuses) =>
        (statuses ?? []).Where(container => container.RestartCount > 0 || container.State?.Waiting is not null)
            .Select(container => new ContainerSight(
                SharedTexts.Of(container.Name)!,
                container.RestartCount ?? 0,
                SharedTexts.Of(container.State?.Waiting?.Reason)));

    internal sealed class Converter : JsonConverter<PodView>
    {
        public override PodView Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize(ref reader, WorkloadJson.Default.PodBody) ?? new PodBody());

        public override void Write(Utf8JsonWriter writer, PodView value, JsonSerializerOptions options) =>
            throw new NotSupportedException("a pod is read, never written");
    }
}
