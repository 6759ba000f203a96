namespace Fairway.Merge.Guarding;

/// <summary>The words for verdicts in tables of rules and in components' overrides.</summary>
public static class VerdictWord
{
    /// <summary>
    /// The verdict of a word: <c>Allow</c>, <c>KeepLive</c>, <c>NeedsApproval</c>, <c>Irreversible</c> (needs approval,
    /// and no rollback undoes it), <c>Confirm</c> (the same, and the approval must name it) or <c>Refuse</c>. The words
    /// of older records, <c>Safe</c>, <c>Danger</c> and <c>Refused</c>, are read as well.
    /// </summary>
    /// <returns>Null where it is no such word.</returns>
    public static Verdict? Read(string word, string rule, string why) => word switch
    {
        "Allow" or "Safe" => new(VerdictKind.Allow, rule, why),
        "KeepLive" => new(VerdictKind.KeepLive, rule, why),
        "NeedsApproval" or "Danger" => new(VerdictKind.NeedsApproval, rule, why),
        "Irreversible" => new(VerdictKind.NeedsApproval, rule, why) { IsFinal = true },
        "Confirm" => new(VerdictKind.NeedsApproval, rule, why) { IsFinal = true, IsByName = true },
        "Refuse" or "Refused" => new(VerdictKind.Refuse, rule, why),
        _ => null,
    };

    /// <summary>The word of a verdict.</summary>
    public static string Of(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict switch
        {
            { Kind: not VerdictKind.NeedsApproval } => verdict.Kind.ToString(),
            { IsByName: true } => "Confirm",
            { IsFinal: true } => "Irreversible",
            _ => "NeedsApproval",
        };
    }

    /// <summary>A verdict for people: <c>needs approval, cannot be undone</c>.</summary>
    public static string Phrase(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict switch
        {
            { Kind: VerdictKind.Allow, IsFinal: true } => "allowed, cannot be undone",
            { Kind: VerdictKind.Allow } => "allowed",
            { Kind: VerdictKind.KeepLive } => "keeps what is live",
            { Kind: VerdictKind.Refuse } => "refused",
            { IsByName: true } => "needs approval by name",
            { IsFinal: true } => "needs approval, cannot be undone",
            _ => "needs approval",
        };
    }
}
