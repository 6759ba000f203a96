using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.StatefulSets;

/// <summary>An ordinal that is to have a pod.</summary>
/// <param name="Ordinal">The number in the pod's name.</param>
/// <param name="Position">From 1, among the ordinals that are not reserved.</param>
/// <param name="Pod">Its pod, which may be ending; null where there is none.</param>
internal sealed record Place(int Ordinal, int Position, PodView? Pod);
