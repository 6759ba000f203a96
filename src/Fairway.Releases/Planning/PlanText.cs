using System.Globalization;
using System.Text;
using Fairway.Delivery.Changes;

namespace Fairway.Releases.Planning;

/// <summary>A plan for people: plain text, group by group. Pure.</summary>
public static class PlanText
{
    private const int MostClusters = 20;
    private const int LongestValue = 160;

    /// <summary>The text; cut, with a count of what is left out, where it would be longer than
    /// <paramref name="most"/> characters.</summary>
    public static string Write(PlanDocument plan, int most = int.MaxValue)
    {
        var text = new StringBuilder();
        for (var number = 0; number < plan.Groups.Count; number++)
        {
            var group = Write(plan.Groups[number], number + 1);
            if (text.Length + group.Length > most)
            {
                var left = plan.Groups.Count - number;
                text.Append(CultureInfo.InvariantCulture, $"({left} more groups are not shown)\n");
                break;
            }

            text.Append(group);
        }

        if (plan.Silent.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Did not answer, and join when they do: {Names(plan.Silent)}\n");
        }

        return text.ToString();
    }

    private static string Write(PlanGroup group, int number)
    {
        var text = new StringBuilder();
        var clusters = group.Clusters.Count == 1 ? "1 cluster" : $"{group.Clusters.Count} clusters";
        text.Append(CultureInfo.InvariantCulture, $"Group {number}, {clusters}: ");
        text.Append(Names(group.Clusters)).Append('\n');
        foreach (var change in group.Changes)
        {
            Append(text, change);
        }

        return text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, PlanGroupChange change)
    {
        var from = change.From.Count == 0 ? "none" : string.Join(" or ", change.From);
        text.Append(CultureInfo.InvariantCulture, $"  {change.Component}: {from} -> {change.Version}");
        text.Append(change.Fields.Count == 0 ? ", nothing changes\n" : "\n");
        var shown = "";
        foreach (var field in change.Fields)
        {
            if (field.Object != shown)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {field.Object}\n");
                shown = field.Object;
            }

            Append(text, field);
        }

        foreach (var rollout in change.Rollouts)
        {
            var words = rollout.Guarantees is { } holds
                ? string.Join(", ", holds.Words)
                : "no driver: it rolls at once and whole";
            text.Append(CultureInfo.InvariantCulture, $"    rolls {rollout.Workload}: {words}\n");
        }
    }

    private static void Append(StringBuilder text, PlannedChange field)
    {
        var mark = field.Verdict == ChangeVerdict.Safe ? ' ' : '!';
        var sign = field.Before is null ? '+' : field.After is null ? '-' : '~';
        var path = field.Path.Length == 0 ? "the object" : field.Path;
        var value = (field.Before, field.After) switch
        {
            (null, { } after) => Cut(after),
            ({ } before, null) => Cut(before),
            var (before, after) => $"{Cut(before!)} -> {Cut(after!)}",
        };
        var drift = field.IsDrift ? " (drift)" : "";
        text.Append(CultureInfo.InvariantCulture, $"    {mark} {sign} {path}: {value}{drift}\n");
        if (field.Why.Length > 0)
        {
            var verdict = field.Verdict == ChangeVerdict.Safe ? "note" : field.Verdict.ToString().ToLowerInvariant();
            text.Append(CultureInfo.InvariantCulture, $"          {verdict}: {field.Why}\n");
        }
    }

    private static string Names(IReadOnlyList<string> names) => names.Count <= MostClusters
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MostClusters))} and {names.Count - MostClusters} more";

    private static string Cut(string value) =>
        value.Length <= LongestValue ? value : $"{value[..LongestValue]}... ({value.Length - LongestValue} more)";
}
