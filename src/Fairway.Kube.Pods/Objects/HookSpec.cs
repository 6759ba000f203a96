using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>A hook of a container.</summary>
/// <param name="Sleep">How long it sleeps, where that is all that it does; null where it runs something.</param>
internal sealed record HookSpec(TimeSpan? Sleep)
{
    public static HookSpec? Read(JsonElement? hook) => hook is null ? null : new HookSpec(
        hook.Child("sleep") is { } sleep ? TimeSpan.FromSeconds(sleep.Int("seconds") ?? 0) : null);
}
