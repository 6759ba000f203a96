namespace Fairway.Merge.Guarding;

/// <summary>What the guard says of one change.</summary>
/// <param name="Kind">How it is to be treated.</param>
/// <param name="Rule">The rule that says so; empty for <see cref="VerdictKind.Safe"/> by no rule.</param>
/// <param name="Why">One sentence for the approver; empty for <see cref="VerdictKind.Safe"/> by no rule.</param>
public sealed record Verdict(VerdictKind Kind, string Rule, string Why)
{
    /// <summary>No rule speaks of the change.</summary>
    public static Verdict Safe { get; } = new(VerdictKind.Safe, "", "");
}
