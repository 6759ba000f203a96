using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Workloads.Kruise;

namespace Fairway.Workloads.Pods;

/// <summary>Where a pod stands on its way, by the label that OpenKruise keeps for it. No label is as good as
/// <see cref="Normal"/>.</summary>
internal static class Lifecycle
{
    public const string PreparingNormal = "PreparingNormal";
    public const string Normal = "Normal";
    public const string PreparingUpdate = "PreparingUpdate";
    public const string Updating = "Updating";
    public const string Updated = "Updated";
    public const string PreparingDelete = "PreparingDelete";

    public static string StateOf(PodView pod) => pod.Meta.Labels[KruiseNames.LifecycleState] ?? "";

    public static bool IsNormal(PodView pod) => StateOf(pod) is "" or Normal;

    public static bool IsPreparingDelete(PodView pod) => StateOf(pod) == PreparingDelete;

    /// <summary>Sets the state, and when it was set.</summary>
    public static WorkloadAction.ChangePod Move(PodView pod, string state, DateTimeOffset now, string reason) =>
        new(
            pod.Meta,
            new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["labels"] = new JsonObject { [KruiseNames.LifecycleState] = state },
                    ["annotations"] = new JsonObject { [KruiseNames.LifecycleTime] = ApiTime.Text(now) },
                },
            },
            reason);
}
