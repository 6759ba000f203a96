using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Workloads.Kruise;

namespace Fairway.Workloads.Pods;

/// <summary>The update in place that a pod has had last, as its annotation tells.</summary>
/// <param name="StartedAt">When its images were set.</param>
/// <param name="LastImages">The containers whose image was set, with the image that they ran before, and the name that
/// it was asked for by; null where that is not known.</param>
internal sealed record InPlaceState(
    DateTimeOffset StartedAt, ImmutableArray<(string Container, string ImageId, string? Image)> LastImages)
{
    /// <summary>Null where the pod has never been updated in place, or its annotation cannot be read.</summary>
    public static InPlaceState? Of(PodView pod)
    {
        if (pod.Meta.Annotations[KruiseNames.InPlaceState] is not { } text)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var state = document.RootElement;
            var last = state.Child("lastContainerStatuses") is { ValueKind: JsonValueKind.Object } map
                ? map.EnumerateObject()
                    .Select(p => (p.Name, p.Value.Text("imageID") ?? "", p.Value.Text("image"))).ToImmutableArray()
                : [];
            return new InPlaceState(state.Time("updateTimestamp") ?? default, last);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The annotation of an update that begins.</summary>
    public static string Write(PodView pod, InPlaceChange change, string revision, DateTimeOffset now)
    {
        // A container that an earlier update has not come to runs what it ran before that one.
        var waiting = Of(pod) is { } earlier ? earlier.LastImages.RemoveAll(one => earlier.IsDone(pod, one)) : [];
        var last = new JsonObject();
        foreach (var (container, _) in change.Images)
        {
            last[container] = new JsonObject
            {
                ["imageID"] = pod.Containers.FirstOrDefault(c => c.Name == container)?.ImageId ?? "",
                ["image"] = waiting.FirstOrDefault(one => one.Container == container).Image
                    ?? ImageOf(pod, container),
            };
        }

        return new JsonObject
        {
            ["revision"] = revision,
            ["updateTimestamp"] = ApiTime.Text(now),
            ["lastContainerStatuses"] = last,
            ["updateImages"] = change.Images.Length > 0,
        }.ToJsonString();
    }

    /// <summary>
    /// Every container that was to change runs another image than before. Where the new name stands for the same image,
    /// it has been started anew since; where it is the very name of before, because an update was taken back before
    /// its node acted on it, nothing will be started.
    /// </summary>
    public bool IsDone(PodView pod) => LastImages.All(last => IsDone(pod, last));

    private bool IsDone(PodView pod, (string Container, string ImageId, string? Image) last) =>
        pod.Containers.FirstOrDefault(c => c.Name == last.Container) is { ImageId.Length: > 0 } now
        && (now.ImageId != last.ImageId || now.RunningSince > StartedAt
            || (now.RunningSince is not null && last.Image is not null
                && last.Image == ImageOf(pod, last.Container)));

    private static string? ImageOf(PodView pod, string container) =>
        pod.Spec.Containers.FirstOrDefault(c => c.Name == container)?.Image;
}
