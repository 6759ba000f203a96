namespace Fairway.Kube.Hooks;

/// <summary>An event on its way into a cache.</summary>
/// <param name="Resource">The cache's resource.</param>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object's UTF-8 JSON; valid while the hook runs.</param>
/// <param name="IsInitial">Whether it is part of a streamed list, and no news by itself.</param>
public readonly record struct HookedDelta(
    KubeResource Resource, WatchEventType Type, ReadOnlyMemory<byte> Object, bool IsInitial);
