using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Fairway.Merge.Plans;

/// <summary>The set of changes that was approved. What is about to be written must be among them.</summary>
public sealed class ApprovedChanges
{
    private readonly FrozenSet<Fingerprint> approved;

    /// <param name="approved">The fingerprints of the approved plan.</param>
    public ApprovedChanges(IEnumerable<Fingerprint> approved) => this.approved = approved.ToFrozenSet();

    /// <summary>True where the change was approved.</summary>
    public bool Contains(Fingerprint fingerprint) => approved.Contains(fingerprint);

    /// <summary>
    /// What was not approved of what is about to be written, in its order; empty where the write may go ahead.
    /// </summary>
    public ImmutableArray<Fingerprint> Missing(IEnumerable<Fingerprint> toBeWritten) =>
        [.. toBeWritten.Where(fingerprint => !approved.Contains(fingerprint))];
}
