namespace Fairway.Conformance.Histories.Registers;

/// <summary>
/// The start or the end of a call in a list of both, ordered by moment, from which calls are lifted and put back.
/// </summary>
internal sealed class CallEntry(int index, RegisterOperation operation, bool isCall)
{
    public int Index => index;

    public RegisterOperation Operation => operation;

    /// <summary>Whether it is the start.</summary>
    public bool IsCall => isCall;

    public bool IsAnswered => operation.Outcome.Kind != OutcomeKind.Unknown;

    /// <summary>Of a start: the end.</summary>
    public CallEntry? Return { get; set; }

    public CallEntry? Next { get; set; }

    public CallEntry? Previous { get; set; }

    public void Unlink()
    {
        if (Previous is not null)
        {
            Previous.Next = Next;
        }

        if (Next is not null)
        {
            Next.Previous = Previous;
        }
    }

    /// <summary>Undoes <see cref="Unlink"/>; several in the opposite order.</summary>
    public void Relink()
    {
        if (Previous is not null)
        {
            Previous.Next = this;
        }

        if (Next is not null)
        {
            Next.Previous = this;
        }
    }
}
