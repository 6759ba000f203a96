using Fairway.Delivery.Changes;

namespace Fairway.Releases.Clusters;

/// <summary>How what would change differs from what was approved, in words.</summary>
internal static class ChangeDifference
{
    private const int Shown = 3;

    /// <summary>One sentence that names the first of the changes that were not approved.</summary>
    public static string Of(ChangePlan plan, IReadOnlySet<string>? approved) =>
        Of([.. plan.Changes.Where(change => approved?.Contains(change.Fingerprint) != true)]);

    /// <summary>One sentence that names the first of these changes.</summary>
    public static string Of(IReadOnlyList<PlannedChange> changes)
    {
        var first = string.Join("; ", changes.Take(Shown).Select(Words));
        var more = changes.Count > Shown ? $"; and {changes.Count - Shown} more" : "";
        return $"not in the approved plan: {first}{more}; undo it in the cluster, or plan a new Release";
    }

    private static string Words(PlannedChange change)
    {
        var path = change.Path.Length == 0 ? "" : $" {change.Path}";
        return $"{change.Object}{path}: {Cut(change.Before)} -> {Cut(change.After)}";
    }

    private static string Cut(string? json) => json is null ? "absent" : json.Length <= 60 ? json : json[..57] + "...";
}
