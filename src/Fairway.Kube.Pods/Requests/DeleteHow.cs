namespace Fairway.Kube.Pods.Requests;

/// <summary>What is to become of the dependents (Background, Foreground, Orphan), and how long a pod may take to
/// end.</summary>
internal sealed record DeleteHow(string Propagation = "Background", int? GraceSeconds = null);
