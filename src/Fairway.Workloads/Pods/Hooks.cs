using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.Pods;

/// <summary>What holds the pods of a set on their way; null for nothing.</summary>
internal sealed record Hooks(LifecycleHook? PreDelete, LifecycleHook? InPlaceUpdate, LifecycleHook? PreNormal)
{
    public static Hooks None { get; } = new(null, null, null);

    /// <summary>A hook makes pods unready: they need the gate for it.</summary>
    public bool MarkNotReady => PreDelete is { MarksNotReady: true } || InPlaceUpdate is { MarksNotReady: true };

    /// <summary>A pod in the state is to be unready.</summary>
    public bool IsUnready(string state) => state switch
    {
        Lifecycle.PreparingDelete => PreDelete is { MarksNotReady: true },
        Lifecycle.PreparingUpdate or Lifecycle.Updating => InPlaceUpdate is { MarksNotReady: true },
        _ => false,
    };

    public static Hooks Read(JsonElement? lifecycle) => lifecycle is { } there
        ? new Hooks(
            LifecycleHook.Read(there.Child("preDelete")),
            LifecycleHook.Read(there.Child("inPlaceUpdate")),
            LifecycleHook.Read(there.Child("preNormal")))
        : None;
}
