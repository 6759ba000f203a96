namespace Fairway.Conformance.Histories.Registers;

/// <summary>One call on one object as its client saw it.</summary>
/// <param name="Value">What a create or update writes; unique in a history, so that a value names its write.</param>
/// <param name="Expected">The revision that an update or delete demands; null: none.</param>
/// <param name="Start">A moment before the call was sent. Moments are comparable between clients.</param>
/// <param name="End">A moment after its answer; <see cref="long.MaxValue"/> where none came.</param>
internal sealed record RegisterOperation(
    string Key,
    RegisterCall Call,
    string? Value,
    long? Expected,
    RegisterOutcome Outcome,
    long Start,
    long End
)
{
    public override string ToString()
    {
        var end = End == long.MaxValue ? "?" : $"{End}";
        var value = Value is null ? "" : $"={Value}";
        var expected = Expected is null ? "" : $" if {Expected}";
        return $"[{Start},{end}] {Call} {Key}{value}{expected} -> {Outcome}";
    }
}
