namespace Fairway.Conformance.Histories.Registers;

/// <summary>How a call ended, as its client knows.</summary>
/// <param name="Value">What a get returned.</param>
/// <param name="Revision">The revision of the object after the call; null where the answer names none.</param>
internal sealed record RegisterOutcome(OutcomeKind Kind, string? Value = null, long? Revision = null)
{
    /// <summary>No answer: it may have happened, happen later, or never.</summary>
    public static RegisterOutcome Unknown { get; } = new(OutcomeKind.Unknown);

    public static RegisterOutcome Absent { get; } = new(OutcomeKind.Absent);

    public static RegisterOutcome Exists { get; } = new(OutcomeKind.Exists);

    public static RegisterOutcome Conflict { get; } = new(OutcomeKind.Conflict);

    public static RegisterOutcome Done(string? value, long? revision) => new(OutcomeKind.Done, value, revision);

    public override string ToString() => Kind == OutcomeKind.Done ? $"{Value ?? "done"}@{Revision}" : Kind.ToString();
}
