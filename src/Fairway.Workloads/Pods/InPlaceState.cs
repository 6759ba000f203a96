using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Workloads.Kruise;

namespace Fairway.Workloads.Pods;

/// <summary>The update in place that a pod has had last, as its annotation tells.</summary>
/// <param name="StartedAt">When its images were set.</param>
/// <param name="LastImageIds">The containers whose image was set, with the image that they ran before.</param>
internal sealed record InPlaceState(
    DateTimeOffset StartedAt, ImmutableArray<(string Container, string ImageId)> LastImageIds)
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
                ? map.EnumerateObject().Select(p => (p.Name, p.Value.Text("imageID") ?? "")).ToImmutableArray()
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
        var last = new JsonObject();
        foreach (var (container, _) in change.Images)
        {
            var status = pod.Containers.FirstOrDefault(c => c.Name == container);
            last[container] = new JsonObject { ["imageID"] = status?.ImageId ?? "" };
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
    /// it has been started anew since.
    /// </summary>
    public bool IsDone(PodView pod) => LastImageIds.All(last =>
        pod.Containers.FirstOrDefault(c => c.Name == last.Container) is { ImageId.Length: > 0 } now
        && (now.ImageId != last.ImageId || now.RunningSince > StartedAt));
}
