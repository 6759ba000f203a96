using Fairway.Api.Releases;
using Fairway.Delivery.Changes;

namespace Fairway.Releases.Clusters;

/// <summary>How what would change differs from what was approved, in words. Pure.</summary>
internal static class ChangeDifference
{
    private const int Shown = 3;

    /// <summary>What would be written or is refused, and is not approved.</summary>
    public static IReadOnlyList<PlannedChange> Between(ChangePlan plan, IReadOnlySet<string>? approved) =>
    [
        .. plan.Changes.Where(change => change.Verdict switch
        {
            ChangeVerdict.KeepLive => false,
            ChangeVerdict.Refuse => true,
            _ => approved?.Contains(change.Fingerprint) != true,
        }),
    ];

    /// <summary>
    /// Why a cluster holds for these changes: for what is never done, else for what was not planned, else for what
    /// needs an approval of its own.
    /// </summary>
    /// <param name="release">The Release, which can approve.</param>
    /// <param name="changes">The changes that are not approved; one at least.</param>
    /// <param name="planned">Digests of the changes that the plan has; null where that is not known.</param>
    public static (string Reason, string Message) Of(
        string release, IReadOnlyList<PlannedChange> changes, IReadOnlySet<string>? planned = null)
    {
        if (changes.Where(change => change.Verdict == ChangeVerdict.Refuse).ToList() is { Count: > 0 } refused)
        {
            return (
                ClusterReleaseReasons.Refused,
                $"never done: {List(refused, Judged)}; change the chart or the values, and plan a new Release");
        }

        if (changes.Where(change => planned?.Contains(change.Fingerprint) != true).ToList() is { Count: > 0 } others)
        {
            return (
                ClusterReleaseReasons.DifferentFromPlan,
                $"not in the approved plan: {List(others, Words)}; undo it in the cluster, or plan a new Release");
        }

        var names = changes.Where(change => change.IsByName).Select(change => change.Rule)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return (
            ClusterReleaseReasons.NeedsApproval,
            $"needs approval: {List(changes, Judged)}; give it with: "
            + string.Join(' ', ["fairway release approve", release, .. names]));
    }

    private static string List(IReadOnlyList<PlannedChange> changes, Func<PlannedChange, string> words)
    {
        var more = changes.Count > Shown ? $"; and {changes.Count - Shown} more" : "";
        return string.Join("; ", changes.Take(Shown).Select(words)) + more;
    }

    private static string Judged(PlannedChange change) =>
        $"{Words(change)}: {change.Why.TrimEnd('.')} ({(change.Rule.Length == 0 ? "no rule" : change.Rule)})";

    private static string Words(PlannedChange change)
    {
        var path = change.Path.Length == 0 ? "" : $" {change.Path}";
        return $"{change.Object}{path}: {Cut(change.Before)} -> {Cut(change.After)}";
    }

    private static string Cut(string? json) => json is null ? "absent" : json.Length <= 60 ? json : json[..57] + "...";
}
