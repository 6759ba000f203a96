namespace Fairway.Merge.Guarding;

/// <summary>What the guard says of one change.</summary>
/// <param name="Kind">How it is to be treated.</param>
/// <param name="Rule">The rule that says so; empty for <see cref="VerdictKind.Allow"/> by no rule.</param>
/// <param name="Why">One sentence for the approver; empty for <see cref="VerdictKind.Allow"/> by no rule.</param>
public sealed record Verdict(VerdictKind Kind, string Rule, string Why)
{
    /// <summary>No rule speaks of the change.</summary>
    public static Verdict Allow { get; } = new(VerdictKind.Allow, "", "");

    /// <summary>True where no rollback undoes it.</summary>
    public bool IsFinal { get; init; }

    /// <summary>True where the approval must name it: that of a whole plan is not enough.</summary>
    public bool IsByName { get; init; }

    /// <summary>Of several rules that speak, the one with the highest rank holds.</summary>
    internal int Rank => ((int)Kind * 4) + (IsByName ? 2 : 0) + (IsFinal ? 1 : 0);
}
