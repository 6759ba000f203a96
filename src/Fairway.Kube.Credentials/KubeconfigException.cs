namespace Fairway.Kube.Credentials;

/// <summary>A kubeconfig that cannot be used: which file, which part of it, and what to do, in one or two
/// sentences.</summary>
public sealed class KubeconfigException(string message, Exception? inner = null) : Exception(message, inner);
