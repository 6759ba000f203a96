namespace Fairway.Kube.Discovery;

internal sealed record ServerVersion(string? GitVersion);
