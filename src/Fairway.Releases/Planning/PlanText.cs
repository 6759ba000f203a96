using System.Globalization;
using System.Text;
using Fairway.Delivery.Changes;
using Fairway.Merge.Guarding;

namespace Fairway.Releases.Planning;

/// <summary>A plan for people: plain text, which callers colour by the sign that a line begins with. Pure.</summary>
public static class PlanText
{
    private const int MostClusters = 20;
    private const int MostRefused = 20;
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

        AppendRefused(text, plan.Refused);
        return text.ToString();
    }

    private static void AppendRefused(StringBuilder text, IReadOnlyList<RefusedClusters> refused)
    {
        if (refused.Count > 0)
        {
            text.Append("\nNot planned, and join when they can be:\n");
        }

        foreach (var (why, clusters) in refused.Take(MostRefused))
        {
            text.Append(CultureInfo.InvariantCulture, $"  ! {Names(clusters)}: {why}\n");
        }

        if (refused.Count > MostRefused)
        {
            text.Append(CultureInfo.InvariantCulture, $"  ({refused.Count - MostRefused} more reasons)\n");
        }
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

            Append(text, field, section.Clusters.Count == 1);
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

    private static void Append(StringBuilder text, PlannedChange field, bool isAlone)
    {
        var mark = field.Verdict is ChangeVerdict.Allow or ChangeVerdict.KeepLive ? ' ' : '!';
        var path = field.Path.Length == 0 ? "the object" : field.Path;
        var drift = field.IsDrift && field.Verdict != ChangeVerdict.KeepLive ? " (drift)" : "";
        var values = Values(field, isAlone);
        text.Append(CultureInfo.InvariantCulture, $"    {mark} {Sign(field)} {path}: {values}{drift}\n");
        if (field.Why.Length > 0)
        {
            var rule = field.Rule.Length == 0 ? "" : $" ({field.Rule})";
            text.Append(CultureInfo.InvariantCulture, $"          {Phrase(field)}{rule}: {field.Why}\n");
        }

        if (field.Verdict == ChangeVerdict.NeedsApproval)
        {
            text.Append(CultureInfo.InvariantCulture, $"          {field.Fingerprint}\n");
        }
    }

    private static char Sign(PlannedChange field) =>
        field.Verdict == ChangeVerdict.KeepLive ? '=' : field.Before is null ? '+' : field.After is null ? '-' : '~';

    /// <summary>Where several clusters keep a value, each keeps its own, and this one is the first cluster's.</summary>
    private static string Values(PlannedChange field, bool isAlone) => (field.Before, field.After) switch
    {
        ({ } before, var after) when field.Verdict == ChangeVerdict.KeepLive =>
            $"keeps {(isAlone ? Cut(before) : "what is live")}, and not {(after is null ? "its absence" : Cut(after))}",
        (null, { } after) => Cut(after),
        ({ } before, null) => Cut(before),
        var (before, after) => $"{Cut(before!)} -> {Cut(after!)}",
    };

    private static string Phrase(PlannedChange field) => field is { Verdict: ChangeVerdict.Allow, Rule: "" }
        ? "note"
        : VerdictWord.Phrase(new Verdict(Enum.Parse<VerdictKind>($"{field.Verdict}"), field.Rule, field.Why)
        {
            IsFinal = field.IsFinal,
            IsByName = field.IsByName,
        });

    private static string Names(IReadOnlyList<string> names) => names.Count <= MostClusters
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MostClusters))} and {names.Count - MostClusters} more";

    private static string Cut(string value) =>
        value.Length <= LongestValue ? value : $"{value[..LongestValue]}... ({value.Length - LongestValue} more)";
}
