using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Planning;

namespace Fairway.Twin.Behaviour.Ownership;

/// <summary>Who claims, what, and by which match.</summary>
internal sealed record ClaimRules<T>(
    ObjectMeta Owner, OwnerReference Reference, ChildKind Kind, Func<T, bool> Matches);
