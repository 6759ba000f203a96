namespace Fairway.Kube.Hooks;

/// <summary>Events on their way to one watch, in the API server.</summary>
/// <param name="Resource">Storage name of the resource: <c>deployments.apps</c>, <c>pods</c>.</param>
/// <param name="Request">The request that opened the watch.</param>
/// <param name="Frames">The events, one or more.</param>
public sealed record HookedDispatch(string Resource, KubeRequest Request, IReadOnlyList<WatchFrame> Frames);
