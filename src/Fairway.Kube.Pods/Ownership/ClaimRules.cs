using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Kube.Pods.Ownership;

/// <summary>Who claims, what, and by which match.</summary>
internal sealed record ClaimRules<T>(
    ObjectMeta Owner, OwnerReference Reference, ChildKind Kind, Func<T, bool> Matches);
