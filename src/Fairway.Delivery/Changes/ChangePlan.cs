using Fairway.Delivery.Rollouts;

namespace Fairway.Delivery.Changes;

/// <summary>What a change would do to one cluster now.</summary>
/// <param name="From">The version that was applied last; null for none.</param>
/// <param name="Changes">Every field that would be written or removed, in order of object and path.</param>
/// <param name="Rollouts">The workloads that would roll, and what can be held to with each.</param>
public sealed record ChangePlan(
    string? From, IReadOnlyList<PlannedChange> Changes, IReadOnlyList<PlannedRollout> Rollouts)
{
    /// <summary>True where nothing would be written: the cluster has the target already, but for what is
    /// kept.</summary>
    public bool IsEmpty => Changes.All(change => change.Verdict == ChangeVerdict.KeepLive);

    /// <summary>What people should know of the target, in sentences: an image of the cluster's own.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The objects of the target that may be nobody else's: <c>Deployment.apps web/web</c>.</summary>
    public IReadOnlyList<string> Brings { get; init; } = [];

    /// <summary>The objects that go, written the same.</summary>
    public IReadOnlyList<string> Removes { get; init; } = [];

    /// <summary>Objects of the target that are there as another component's.</summary>
    public IReadOnlyList<ForeignObject> Others { get; init; } = [];
}

/// <summary>An object that another component has brought.</summary>
/// <param name="Object">As in <see cref="ChangePlan.Brings"/>.</param>
/// <param name="Component">The other component.</param>
public sealed record ForeignObject(string Object, string Component);

/// <summary>One field that would change. Its fingerprint covers all of the rest.</summary>
/// <param name="Object">Kind, namespace and name: <c>StatefulSet cache/registry-cache</c>.</param>
/// <param name="Path">The field; empty for the whole object.</param>
/// <param name="Before">Its live value as JSON; null where it is absent. Values of Secrets are keyed hashes.</param>
/// <param name="After">Its value to be; null where it is removed.</param>
/// <param name="Verdict">What the guard says.</param>
/// <param name="Why">Why the guard says so; where no rule speaks, what else is worth knowing, or empty.</param>
/// <param name="Fingerprint">Digest over object, path, before, after and verdict.</param>
/// <param name="IsDrift">True where somebody else changed the field, and the target did not.</param>
public sealed record PlannedChange(
    string Object,
    string Path,
    string? Before,
    string? After,
    ChangeVerdict Verdict,
    string Why,
    string Fingerprint,
    bool IsDrift)
{
    /// <summary>The rule that speaks; empty for none.</summary>
    public string Rule { get; init; } = "";

    /// <summary>True where no rollback undoes it.</summary>
    public bool IsFinal { get; init; }

    /// <summary>True where the approval must name it: that of a whole plan is not enough.</summary>
    public bool IsByName { get; init; }
}

/// <summary>A workload that would roll.</summary>
/// <param name="Workload">Kind, namespace and name.</param>
/// <param name="Guarantees">What its driver holds to; null in plans of earlier days, of kinds that had no
/// driver.</param>
public sealed record PlannedRollout(string Workload, RolloutGuarantees? Guarantees);
