using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.Pods;

/// <summary>What holds the pods of a set on their way; null for nothing.</summary>
internal sealed record Hooks(LifecycleHook? PreDelete, LifecycleHook? InPlaceUpdate, LifecycleHook? PreNormal)
{
    public static Hooks None { get; } = new(null, null, null);

    public static Hooks Read(JsonElement? lifecycle) => lifecycle is { } there
        ? new Hooks(
            LifecycleHook.Read(there.Child("preDelete")),
            LifecycleHook.Read(there.Child("inPlaceUpdate")),
            LifecycleHook.Read(there.Child("preNormal")))
        : None;
}
