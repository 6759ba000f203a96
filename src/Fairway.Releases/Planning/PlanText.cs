using System.Globalization;
using System.Text;
using Fairway.Delivery.Changes;

namespace Fairway.Releases.Planning;

/// <summary>A plan for people: plain text, which callers colour by the sign that a line begins with. Pure.</summary>
public static class PlanText
{
    private const int MostClusters = 20;
    private const int LongestValue = 160;

    /// <summary>One line for each component, then the changes of each; cut, with a count of what is left out, where it
    /// would be longer than <paramref name="most"/> characters.</summary>
    public static string Write(PlanView plan, int most = int.MaxValue)
    {
        var text = new StringBuilder();
        foreach (var component in plan.Components)
        {
            text.Append(component.Summary).Append('\n');
            foreach (var remark in component.Remarks)
            {
                text.Append(CultureInfo.InvariantCulture, $"  ! {remark}\n");
            }
        }

        var sections = plan.Components.SelectMany(
            component => component.Sections.Select((section, number) => Write(component, section, number))).ToList();
        for (var number = 0; number < sections.Count; number++)
        {
            if (text.Length + sections[number].Length > most)
            {
                text.Append(
                    CultureInfo.InvariantCulture, $"\n({sections.Count - number} more sections are not shown)\n");
                break;
            }

            text.Append(sections[number]);
        }

        if (plan.Unreachable.Count > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\nDid not answer, and join when they do: {Names(plan.Unreachable)}\n");
        }

        return text.ToString();
    }

    private static string Write(ComponentView component, PlanSection section, int number)
    {
        var text = new StringBuilder();
        var clusters = ChangeWords.Clusters(section.Clusters.Count);
        var also = ChangeWords.IsAlso(component, section, number) ? " also" : "";
        text.Append(CultureInfo.InvariantCulture, $"\n{ChangeWords.Versions(component)}, {clusters}{also}: ");
        text.Append(Names(section.Clusters)).Append('\n');
        var shown = "";
        foreach (var field in section.Fields)
        {
            if (field.Object != shown)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {field.Object}\n");
                shown = field.Object;
            }

            Append(text, field);
        }

        if (number == 0)
        {
            AppendRollouts(text, component.Rollouts);
        }

        return text.ToString();
    }

    private static void AppendRollouts(StringBuilder text, IReadOnlyList<PlannedRollout> rollouts)
    {
        foreach (var rollout in rollouts)
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
