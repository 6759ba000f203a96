namespace Fairway.Merge.Guarding;

/// <summary>How a change is to be treated, in order of precedence among rules. The words and their order are those of
/// Delivery's verdicts.</summary>
public enum VerdictKind
{
    /// <summary>A plan's approval is enough.</summary>
    Allow,

    /// <summary>Holds its cluster until somebody approves it: see <see cref="Verdict.IsByName"/>.</summary>
    NeedsApproval,

    /// <summary>The live value stays, whatever the target says. Nothing is written, so there is nothing to
    /// approve.</summary>
    KeepLive,

    /// <summary>Is not done: the server would refuse it, or it would lose what nobody can restore.</summary>
    Refuse,
}
