namespace Fairway.Kube.Pods.Reporting;

/// <summary>Something that happened to a pod.</summary>
internal sealed record PodEvent(string Reason, string Message, bool Warning = false);
