using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Reporting;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.Kruise;

namespace Fairway.Workloads.Pods;

/// <summary>
/// Updates pods where they are, one write at a time: first the pod turns unready, by a condition that is a readiness
/// gate of it; after the grace its images are set; when its containers run them, it may be ready again.
/// </summary>
/// <param name="Grace">How long the pod is unready before its images change.</param>
/// <param name="Now">The present.</param>
internal sealed record InPlaceUpdate(TimeSpan Grace, DateTimeOffset Now)
{
    private const string Starting = "StartInPlaceUpdate";

    /// <summary>The pod has been told to be unready for another revision than it is of.</summary>
    public static bool IsPrepared(PodView pod) =>
        pod.Find(KruiseNames.InPlaceReady) is { Status: "False", Reason: Starting, Message: var revision }
        && revision != pod.Meta.Labels[WellKnown.ControllerRevisionHash];

    /// <summary>An update has been begun with the pod, which is of its old revision yet.</summary>
    public static bool IsBegun(PodView pod) =>
        IsPrepared(pod) || Lifecycle.StateOf(pod) == Lifecycle.PreparingUpdate;

    /// <summary>The pod's images are set, and its containers do not run them yet.</summary>
    public static bool IsUnderWay(PodView pod) =>
        InPlaceState.Of(pod) is { } state && !state.IsDone(pod);

    /// <summary>The next step of an update; null where the grace must pass first.</summary>
    /// <param name="pod">The pod, of an old revision.</param>
    /// <param name="change">What is to change.</param>
    /// <param name="target">The revision that the pod is to be of.</param>
    /// <param name="labels">The labels by which the pod is known to be of it.</param>
    public WorkloadAction.ChangePod? Next(
        PodView pod, InPlaceChange change, RevisionView target, params (string Key, string Value)[] labels)
    {
        var revision = labels.First(label => label.Key == WellKnown.ControllerRevisionHash).Value;
        if (HasGate(pod) && !(IsPrepared(pod) && pod.Find(KruiseNames.InPlaceReady)!.Message == revision))
        {
            var unready = new Condition(KruiseNames.InPlaceReady, "False", Starting, revision);
            return ReadinessGate.Turn(pod, unready, Now, "it is unready before its images change");
        }

        return PreparedUntil(pod) > Now ? null : SetImages(pod, change, target, labels);
    }

    /// <summary>When the grace of a prepared pod is over; null where it is not prepared.</summary>
    public DateTimeOffset? PreparedUntil(PodView pod) =>
        IsPrepared(pod) ? pod.Find(KruiseNames.InPlaceReady)!.TransitionedAt + Grace : null;

    /// <summary>What makes a pod ready again whose update is done, or which has never been ready; null for
    /// nothing.</summary>
    public WorkloadAction.ChangePod? Finish(PodView pod)
    {
        if (!HasGate(pod) || IsPrepared(pod) || IsUnderWay(pod)
            || pod.Find(KruiseNames.InPlaceReady) is { Status: "True" })
        {
            return null;
        }

        return ReadinessGate.Turn(pod, Ready, Now, "nothing is being changed in it");
    }

    /// <summary>What makes a prepared pod ready again that is not to be updated after all.</summary>
    public WorkloadAction.ChangePod Restore(PodView pod) =>
        ReadinessGate.Turn(pod, Ready, Now, "it is not to be updated any more");

    private static Condition Ready { get; } = new(KruiseNames.InPlaceReady, "True");

    /// <summary>The pod can be told to be unready.</summary>
    public static bool HasGate(PodView pod) => pod.Spec.ReadinessGates.Contains(KruiseNames.InPlaceReady);

    private WorkloadAction.ChangePod SetImages(
        PodView pod, InPlaceChange change, RevisionView target, (string Key, string Value)[] labels)
    {
        var metadata = (JsonObject)change.Metadata.DeepClone();
        var all = Child(metadata, "labels");
        foreach (var (key, value) in labels)
        {
            all[key] = value;
        }

        var state = InPlaceState.Write(pod, change, target.Name, Now);
        Child(metadata, "annotations")[KruiseNames.InPlaceState] = state;
        var patch = new JsonObject { ["metadata"] = metadata };
        if (!change.Images.IsEmpty)
        {
            var containers = change.Images.Select(one =>
                new JsonObject { ["name"] = one.Container, ["image"] = one.Image });
            patch["spec"] = new JsonObject { ["containers"] = new JsonArray([.. containers]) };
        }

        return new WorkloadAction.ChangePod(pod.Meta, patch, "it is of an old revision, and only images differ")
        {
            Told = new PodEvent(
                "SuccessfulUpdatePodInPlace",
                $"successfully update pod {pod.Meta.Name} in-place(revision {target.Name})"),
        };
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
        {
            parent[name] = child = [];
        }

        return child;
    }
}
