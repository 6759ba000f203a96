namespace Fairway.Kube.Discovery;

/// <summary>A resource that a server offers.</summary>
/// <param name="Resource">How paths and bodies name it.</param>
/// <param name="Verbs">What it can do: get, list, watch, create, ...; in order.</param>
/// <param name="ShortNames">As in <c>deploy</c>.</param>
/// <param name="Categories">As in <c>all</c>.</param>
/// <param name="Subresources">As in <c>status</c>; in order.</param>
public sealed record DiscoveredResource(
    KubeResource Resource,
    IReadOnlyList<string> Verbs,
    IReadOnlyList<string> ShortNames,
    IReadOnlyList<string> Categories,
    IReadOnlyList<string> Subresources);
