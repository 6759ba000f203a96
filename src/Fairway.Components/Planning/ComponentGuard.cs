using Fairway.Api.Components;
using Fairway.Components.Targets;
using Fairway.Merge.Guarding;

namespace Fairway.Components.Planning;

/// <summary>The guard with what a component says of its own fields.</summary>
internal static class ComponentGuard
{
    private const string Unnamed = "component";

    /// <summary>The guard for a target.</summary>
    public static DangerGuard Of(TargetDocument target) => DangerGuard.Default.With(
        target.DangerOverrides.Where(one => one.Rule is null).Select(Rule),
        target.DangerOverrides.Where(one => one.Rule is not null).DistinctBy(one => one.Rule)
            .ToDictionary(one => one.Rule!, one => Verdict(one, one.Rule!), StringComparer.Ordinal));

    private static DangerRule Rule(DangerOverride one) =>
        DangerRule.Parse([Unnamed, $"{one.Kind}.*", "CUD", one.Path ?? ".", "any", one.Verdict, one.Reason]);

    private static Verdict Verdict(DangerOverride one, string rule) =>
        VerdictWord.Read(one.Verdict, rule, one.Reason)
        ?? throw new FormatException($"dangerOverrides: \"{one.Verdict}\" is no verdict.");
}
