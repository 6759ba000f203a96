namespace Fairway.Conformance.Histories.Registers;

/// <summary>The calls on one object that no place in the order was found for yet, and what they ask of it.</summary>
internal sealed class CallsLeft
{
    private static readonly RegisterOperation Nothing = new(
        "",
        RegisterCall.Get,
        null,
        null,
        RegisterOutcome.Unknown,
        0,
        0
    );

    private readonly CallEntry head;
    private readonly Stack<CallEntry> taken = new();

    /// <summary>The revision that a get shows of each value.</summary>
    private readonly Dictionary<string, long> revisions = new(StringComparer.Ordinal);

    /// <summary>How many gets are left that show a value.</summary>
    private readonly Dictionary<string, int> readers = new(StringComparer.Ordinal);

    /// <summary>How many calls are left that were done and had demanded a revision.</summary>
    private readonly Dictionary<long, int> demands = [];

    /// <summary>The revisions that the answers left show, one for each answer.</summary>
    private readonly SortedSet<(long Revision, int Index)> shown = [];

    public CallsLeft(IReadOnlyList<RegisterOperation> operations)
    {
        head = Link(operations);
        Done = new Bits(operations.Count);
        foreach (var (index, operation) in operations.Index())
        {
            Count(index, operation, 1);
            if (operation is { Call: RegisterCall.Get, Outcome: { Value: { } value, Revision: { } revision } })
            {
                revisions.TryAdd(value, revision);
            }
        }
    }

    /// <summary>The calls that are not left.</summary>
    public Bits Done { get; private set; }

    /// <summary>How many calls are left that were answered.</summary>
    public int Answered { get; private set; }

    /// <summary>How many calls are not left.</summary>
    public int Taken => taken.Count;

    /// <summary>The calls left that started before any call left had ended: one of them comes next.</summary>
    public IEnumerable<CallEntry> Candidates
    {
        get
        {
            for (var entry = head.Next; entry is { IsCall: true }; entry = entry.Next)
            {
                yield return entry;
            }
        }
    }

    public void Take(CallEntry call)
    {
        Done = Done.With(call.Index);
        Count(call.Index, call.Operation, -1);
        taken.Push(call);
        call.Unlink();
        call.Return!.Unlink();
    }

    /// <summary>Puts back the calls last taken, so that as many stay taken as is said.</summary>
    public void PutBack(int stay)
    {
        while (taken.Count > stay)
        {
            var call = taken.Pop();
            call.Return!.Relink();
            call.Relink();
            Count(call.Index, call.Operation, 1);
            Done = Done.Without(call.Index);
        }
    }

    /// <summary>The revision that the call made or saw, as its answer or a get tells; null: none tells.</summary>
    public long? RevisionOf(CallEntry call) =>
        ShownBy(call.Operation) is { } own ? own
        : call.Operation.Value is { } value && revisions.TryGetValue(value, out var seen) ? seen
        : null;

    /// <summary>Whether some call left could find no place any more if this one came next.</summary>
    public bool Forbids(CallEntry call, RegisterState state)
    {
        // Every revision shown lies above those before.
        if (RevisionOf(call) is { } revision && shown.Count > 0 && shown.Min.Revision < revision)
        {
            return true;
        }

        // A value is written once, and so is a revision: who is still to meet the present one must come first.
        var own = DemandOf(call.Operation) is { } demanded && demanded == state.Revision ? 1 : 0;
        return call.Operation.Call != RegisterCall.Get
            && (
                (state.Value is { } value && readers.GetValueOrDefault(value) > 0)
                || (state.Revision is { } present && demands.GetValueOrDefault(present) > own)
            );
    }

    /// <summary>Equal for calls that do the same if no answer tells them apart.</summary>
    public (RegisterCall Call, long? Expected, int Index) Trace(CallEntry call)
    {
        var isTraceless = call.Operation.Call == RegisterCall.Delete || (!call.IsAnswered && RevisionOf(call) is null);
        return (call.Operation.Call, call.Operation.Expected, isTraceless ? -1 : call.Index);
    }

    private static CallEntry Link(IReadOnlyList<RegisterOperation> operations)
    {
        var calls = operations.Select((operation, index) => new CallEntry(index, operation, true)).ToList();
        var ends = operations.Select((operation, index) => new CallEntry(index, operation, false)).ToList();
        calls.ForEach(call => call.Return = ends[call.Index]);
        var first = new CallEntry(-1, Nothing, false);
        var last = first;
        foreach (
            var entry in calls
                .Concat(ends)
                .OrderBy(entry => entry.IsCall ? entry.Operation.Start : entry.Operation.End)
                .ThenByDescending(entry => entry.IsCall)
        )
        {
            (last.Next, entry.Previous) = (entry, last);
            last = entry;
        }

        return first;
    }

    private static long? ShownBy(RegisterOperation operation) =>
        operation.Call == RegisterCall.Delete ? null : operation.Outcome.Revision;

    private static long? DemandOf(RegisterOperation operation) =>
        operation.Outcome.Kind == OutcomeKind.Done ? operation.Expected : null;

    private void Count(int index, RegisterOperation operation, int change)
    {
        Answered += operation.Outcome.Kind == OutcomeKind.Unknown ? 0 : change;
        if (operation is { Call: RegisterCall.Get, Outcome.Value: { } value })
        {
            readers[value] = readers.GetValueOrDefault(value) + change;
        }

        if (DemandOf(operation) is { } demanded)
        {
            demands[demanded] = demands.GetValueOrDefault(demanded) + change;
        }

        if (ShownBy(operation) is { } revision)
        {
            _ = change > 0 ? shown.Add((revision, index)) : shown.Remove((revision, index));
        }
    }
}
