namespace Fairway.Conformance.Histories.Registers;

/// <summary>A register between two operations.</summary>
/// <param name="Value">Null: absent.</param>
/// <param name="Revision">
/// Null where a write without an answer made it and no read has shown it yet. Nobody can demand it before then.
/// </param>
/// <param name="Highest">The highest revision shown so far: later writes must lie above.</param>
internal readonly record struct RegisterState(string? Value, long? Revision, long Highest)
{
    public static RegisterState Initial { get; } = new(null, null, 0);

    /// <summary>The state after the operation, or null if its outcome cannot come about in this state.</summary>
    public RegisterState? After(RegisterOperation operation) =>
        operation.Call switch
        {
            RegisterCall.Create => Create(operation),
            RegisterCall.Get => Get(operation.Outcome),
            RegisterCall.Update => Update(operation),
            _ => Delete(operation),
        };

    private RegisterState? Create(RegisterOperation operation) =>
        operation.Outcome.Kind switch
        {
            OutcomeKind.Done => Value is null ? Written(operation) : null,
            OutcomeKind.Exists => Value is null ? null : this,
            OutcomeKind.Unknown => Value is null ? Written(operation) : this,
            _ => null,
        };

    private RegisterState? Get(RegisterOutcome outcome)
    {
        if (outcome.Kind is OutcomeKind.Unknown)
        {
            return this;
        }

        if (outcome.Kind is OutcomeKind.Absent)
        {
            return Value is null ? this : null;
        }

        var isSame = Value is not null && Value == outcome.Value && (Revision is null || Revision == outcome.Revision);
        return isSame ? Shown(outcome.Revision) : null;
    }

    private RegisterState? Update(RegisterOperation operation) =>
        operation.Outcome.Kind switch
        {
            OutcomeKind.Done => Meets(operation.Expected) ? Written(operation) : null,
            OutcomeKind.Unknown => Meets(operation.Expected) ? Written(operation) : this,
            _ => Refused(operation),
        };

    private RegisterState? Delete(RegisterOperation operation) =>
        operation.Outcome.Kind switch
        {
            OutcomeKind.Done => Meets(operation.Expected) ? this with { Value = null, Revision = null } : null,
            OutcomeKind.Unknown => Meets(operation.Expected) ? this with { Value = null, Revision = null } : this,
            _ => Refused(operation),
        };

    private RegisterState? Refused(RegisterOperation operation) =>
        operation.Outcome.Kind switch
        {
            OutcomeKind.Absent => Value is null ? this : null,
            OutcomeKind.Conflict => Value is not null && !Meets(operation.Expected) ? this : null,
            _ => null,
        };

    private bool Meets(long? expected) => Value is not null && (expected is null || expected == Revision);

    private RegisterState? Written(RegisterOperation operation)
    {
        var written = this with { Value = operation.Value, Revision = null };
        return operation.Outcome.Revision is { } revision && revision <= Highest
            ? null
            : written.Shown(operation.Outcome.Revision);
    }

    private RegisterState? Shown(long? revision) =>
        revision is not { } shown ? this
        : Revision is null && shown <= Highest ? null
        : this with { Revision = shown, Highest = Math.Max(shown, Highest) };
}
