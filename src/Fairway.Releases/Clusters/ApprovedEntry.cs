using Fairway.Delivery.Changes;

namespace Fairway.Releases.Clusters;

/// <summary>A planned change in an approved list, and what it takes to approve it.</summary>
/// <param name="Fingerprint">Its fingerprint.</param>
/// <param name="Rule">The rule by which it needs an approval; null where the plan's is enough.</param>
/// <param name="IsByName">Whether the approval must name the rule or the change.</param>
internal readonly record struct ApprovedEntry(string Fingerprint, string? Rule, bool IsByName)
{
    private const char ByName = '!';

    public ApprovedEntry(PlannedChange change)
        : this(
            change.Fingerprint,
            change.Verdict == ChangeVerdict.NeedsApproval ? change.Rule : null,
            change.IsByName)
    {
    }

    /// <summary>As it is stored: <c>sha256:..</c>, <c>sha256:.. rule</c> or <c>sha256:.. rule!</c>.</summary>
    public string Text => Rule is null ? Fingerprint : $"{Fingerprint} {Rule}{(IsByName ? ByName : "")}";

    /// <summary>Reads what <see cref="Text"/> wrote.</summary>
    public static ApprovedEntry Parse(string text) => text.Split(' ', 2) is [var print, var rule]
        ? new(print, rule.TrimEnd(ByName), rule.EndsWith(ByName))
        : new(text, null, false);

    /// <summary>Whether a Release that says this approves it.</summary>
    /// <param name="plan">Digest of the pinned plan, in which it is.</param>
    /// <param name="says">What the Release says.</param>
    public bool IsApproved(string? plan, IReadOnlyCollection<string> says) =>
        Rule is null
        || says.Contains(Fingerprint)
        || says.Contains(Rule)
        || (!IsByName && plan is not null && says.Contains(plan));
}
