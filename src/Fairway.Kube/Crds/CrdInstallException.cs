namespace Fairway.Kube.Crds;

/// <summary>A CustomResourceDefinition could not be brought to a cluster. The message is for people.</summary>
public sealed class CrdInstallException(string message, Exception? inner = null) : Exception(message, inner);
