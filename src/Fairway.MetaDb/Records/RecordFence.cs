using Fairway.MetaDb.Batches;

namespace Fairway.MetaDb.Records;

/// <summary>Whether a record may be added to a pair: the one rule of all stores.</summary>
internal static class RecordFence
{
    /// <summary>The record as it is to be stored upon this state.</summary>
    /// <exception cref="StaleEpochException">A newer epoch has written.</exception>
    /// <exception cref="MetaDbConflictException">The state is not the one expected.</exception>
    public static ComponentRecord Admit(ComponentState state, RecordWrite write)
    {
        // First of all: who has lost the Lease must hear of that, and not be told to read anew and try again.
        if (state.Newest is { } newest && write.Record.Epoch < newest.Epoch)
        {
            throw new StaleEpochException(state.Pair, write.Record.Epoch, newest);
        }

        return write.ExpectedSequence == state.Sequence
            ? write.Record with { Sequence = state.Sequence + 1 }
            : throw new MetaDbConflictException(state.Pair, write.ExpectedSequence, state.Newest);
    }
}
