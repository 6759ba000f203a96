using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Fields;

namespace Fairway.Merge.Guarding;

/// <summary>
/// Says of each change whether a plan's approval is enough. The rules are data (<c>dangers.tsv</c>), with a reason
/// each; a component may bring its own, and other verdicts for these.
/// </summary>
public sealed class DangerGuard
{
    private static readonly Lazy<DangerGuard> Shared =
        new(() => new([.. ReadTable()], [], FrozenDictionary<string, Verdict>.Empty));

    private readonly ImmutableArray<DangerRule> rules;
    private readonly ImmutableArray<DangerRule> overrides;
    private readonly FrozenDictionary<string, Verdict> replaced;

    private DangerGuard(
        ImmutableArray<DangerRule> rules,
        ImmutableArray<DangerRule> overrides,
        FrozenDictionary<string, Verdict> replaced)
    {
        this.rules = rules;
        this.overrides = overrides;
        this.replaced = replaced;
    }

    /// <summary>The rules that hold where nothing else is said.</summary>
    public static DangerGuard Default => Shared.Value;

    /// <summary>The rules, in the order of the table.</summary>
    public IReadOnlyList<DangerRule> Rules => rules;

    /// <summary>
    /// A guard that asks these rules first: where one of them speaks, it decides, and may allow what needs an approval
    /// by default. What is refused by default stays refused, unless its live value is to be kept.
    /// </summary>
    /// <param name="first">Rules of its own.</param>
    /// <param name="instead">Other verdicts for rules, by the rule's id; an unknown id changes nothing.</param>
    public DangerGuard With(IEnumerable<DangerRule> first, IReadOnlyDictionary<string, Verdict>? instead = null) =>
        new(rules, [.. first, .. overrides], instead?.ToFrozenDictionary(StringComparer.Ordinal) ?? replaced);

    /// <summary>
    /// The verdict of a rule that no path finds, but whoever plans: events <c>P</c> in the table.
    /// </summary>
    /// <param name="rule">Its id.</param>
    /// <param name="detail">What is to be added to its reason; empty for nothing.</param>
    public Verdict Of(string rule, string detail = "")
    {
        var verdict = Chosen(rules.First(known => known.Id == rule));
        return detail.Length == 0 ? verdict : verdict with { Why = $"{verdict.Why} {detail}" };
    }

    /// <summary>Judges every change of an object, in the order of the diff.</summary>
    /// <param name="diff">What is to change.</param>
    /// <param name="isAutoscaled">Whether an autoscaler has the object as its target.</param>
    public ImmutableArray<JudgedChange> Judge(ObjectDiff diff, bool isAutoscaled = false)
    {
        ArgumentNullException.ThrowIfNull(diff);
        return
        [
            .. diff.Changes.Select(change => new JudgedChange(diff.Object, change, Judge(diff, change, isAutoscaled))),
        ];
    }

    private Verdict Judge(ObjectDiff diff, FieldChange change, bool isAutoscaled)
    {
        if (!diff.Problems.IsEmpty)
        {
            return Of("malformed") with { Why = diff.Problems[0] };
        }

        var usual = Severest(rules, diff, change, isAutoscaled) ?? Verdict.Allow;
        var own = Severest(overrides, diff, change, isAutoscaled);
        var verdict = own is not null && (own.Kind == VerdictKind.KeepLive || usual.Kind != VerdictKind.Refuse)
            ? own
            : usual;
        return verdict.Kind == VerdictKind.Allow && !change.Takes.IsEmpty
            ? Of("takes-others", $"The first is {change.Takes[0]}.")
            : verdict;
    }

    private Verdict? Severest(
        ImmutableArray<DangerRule> asked, ObjectDiff diff, FieldChange change, bool isAutoscaled)
    {
        Verdict? severest = null;
        var path = change.Path.Elements;
        foreach (var rule in asked)
        {
            if ((severest is null || Chosen(rule).Rank > severest.Rank)
                && rule.Kinds.Matches(diff.Object.Kind)
                && rule.Condition.Applies(change, isAutoscaled)
                && Speaks(rule, diff, path, change))
            {
                severest = Chosen(rule);
            }
        }

        return severest;
    }

    private Verdict Chosen(DangerRule rule) =>
        replaced.TryGetValue(rule.Id, out var other)
        && (rule.Verdict.Kind != VerdictKind.Refuse || other.Kind == VerdictKind.KeepLive)
            ? other
            : rule.Verdict;

    private bool Speaks(DangerRule rule, ObjectDiff diff, ImmutableArray<PathElement> path, FieldChange change)
    {
        if (rule.IsAbout('A'))
        {
            return diff.IsAdoption;
        }

        return diff.Action switch
        {
            ObjectAction.Create => rule.IsAbout('C') && Finds(rule, path, change),
            ObjectAction.Delete => rule.IsAbout('D') && rule.Path.IsRoot,
            _ => rule.IsAbout('U') && Finds(rule, path, change),
        };
    }

    /// <summary>A value that is to be kept is kept whole: at the changed place or above it, and where there is
    /// one.</summary>
    private bool Finds(DangerRule rule, ImmutableArray<PathElement> path, FieldChange change)
    {
        var keeps = Chosen(rule).Kind == VerdictKind.KeepLive;
        if (keeps && change.Before is null)
        {
            return false;
        }

        var before = rule.Path.Hits(path, change.Before);
        var after = rule.Path.Hits(path, change.After);
        return before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Where(place => !keeps || place.Length == 0)
            .Any(place => rule.Condition.Values.Holds(Value(before, place), Value(after, place)));
    }

    private static JsonNode? Value(IReadOnlyDictionary<string, JsonNode> hits, string place) =>
        hits.TryGetValue(place, out var value) ? value : null;

    private static IEnumerable<DangerRule> ReadTable()
    {
        using var reader = new StreamReader(
            typeof(DangerGuard).Assembly.GetManifestResourceStream("Fairway.Merge.Guarding.dangers.tsv")
            ?? throw new InvalidOperationException("The assembly lacks its embedded table dangers.tsv."));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return DangerRule.Parse(line.Split('\t'));
            }
        }
    }
}
