using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;

namespace Fairway.Merge.Guarding;

/// <summary>
/// Says of each change whether a plan's approval is enough. The rules are data (<c>dangers.tsv</c>), with a reason
/// each; a component may bring its own.
/// </summary>
public sealed class DangerGuard
{
    private static readonly Lazy<DangerGuard> Shared = new(() => new([.. ReadTable()], []));

    private readonly ImmutableArray<DangerRule> rules;
    private readonly ImmutableArray<DangerRule> overrides;

    private DangerGuard(ImmutableArray<DangerRule> rules, ImmutableArray<DangerRule> overrides)
    {
        this.rules = rules;
        this.overrides = overrides;
    }

    /// <summary>The rules that hold where nothing else is said.</summary>
    public static DangerGuard Default => Shared.Value;

    /// <summary>The rules, in the order of the table.</summary>
    public IReadOnlyList<DangerRule> Rules => rules;

    /// <summary>
    /// A guard that asks these rules first: where one of them speaks, it decides, and may call safe what is a danger by
    /// default. What is refused by default stays refused.
    /// </summary>
    public DangerGuard With(IEnumerable<DangerRule> first) => new(rules, [.. first, .. overrides]);

    /// <summary>Judges every change of an object, in the order of the diff.</summary>
    public ImmutableArray<JudgedChange> Judge(ObjectDiff diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        var letter = diff.Action switch
        {
            ObjectAction.Create => 'C',
            ObjectAction.Delete => 'D',
            _ => 'U',
        };
        return [.. diff.Changes.Select(change => new JudgedChange(diff.Object, change, Judge(diff, change, letter)))];
    }

    private Verdict Judge(ObjectDiff diff, FieldChange change, char letter)
    {
        if (!diff.Problems.IsEmpty)
        {
            return new(VerdictKind.Refused, "malformed", diff.Problems[0]);
        }

        var usual = Severest(rules, diff.Object, change, letter) ?? Verdict.Safe;
        var verdict = Severest(overrides, diff.Object, change, letter) is { } own && usual.Kind != VerdictKind.Refused
            ? own
            : usual;
        return verdict.Kind == VerdictKind.Safe && !change.Takes.IsEmpty
            ? new(VerdictKind.Danger, "takes-others", $"Takes with it what Fairway never wrote: {change.Takes[0]}.")
            : verdict;
    }

    private static Verdict? Severest(
        ImmutableArray<DangerRule> rules,
        ObjectRef item,
        FieldChange change,
        char letter)
    {
        Verdict? severest = null;
        var path = change.Path.Elements;
        foreach (var rule in rules)
        {
            if ((severest is null || rule.Verdict.Kind > severest.Kind)
                && rule.Events.Contains(letter, StringComparison.Ordinal) && rule.Kinds.Matches(item.Kind)
                && (letter == 'D' ? rule.Path.IsRoot : Speaks(rule, path, change)))
            {
                severest = rule.Verdict;
            }
        }

        return severest;
    }

    private static bool Speaks(DangerRule rule, ImmutableArray<Fields.PathElement> path, FieldChange change)
    {
        var before = rule.Path.Hits(path, change.Before);
        var after = rule.Path.Hits(path, change.After);
        return before.Keys.Union(after.Keys, StringComparer.Ordinal).Any(place =>
            rule.Condition.Holds(Value(before, place), Value(after, place)));
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
