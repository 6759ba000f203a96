namespace Fairway.Conformance.Histories.Registers;

/// <summary>
/// The search of Wing and Gong for an order that explains the calls on one object, with Lowe's memory of
/// configurations already seen. What the answers say leaves few choices to try: values are unique, and revisions rise.
/// </summary>
internal sealed class LinearizabilitySearch(IReadOnlyList<RegisterOperation> operations)
{
    /// <summary>Bounds the search, so that a hopeless history fails rather than hangs.</summary>
    private const int MaxSteps = 1_000_000;

    private readonly CallsLeft left = new(operations);
    private readonly HashSet<(Bits Done, RegisterState State)> seen = [];
    private readonly Stack<Position> path = new();

    /// <summary>How many calls were taken, those put back again included.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether there is such an order.</summary>
    /// <exception cref="InvalidOperationException">The search was given up.</exception>
    public bool Run()
    {
        Enter(RegisterState.Initial, left.Taken);
        while (left.Answered > 0)
        {
            if (!path.TryPeek(out var position))
            {
                return false;
            }

            if (position.Choices.TryDequeue(out var call))
            {
                var before = left.Taken;
                Take(call);
                Enter(position.State.After(call.Operation)!.Value, before);
            }
            else
            {
                left.PutBack(path.Pop().TakenBefore);
            }
        }

        return true;
    }

    private void Enter(RegisterState state, int takenBefore)
    {
        // A call whose answer says that nothing changed fits here or nowhere better: taking it now hinders no other
        // call, so there is no need to come back and try without.
        while (left.Candidates.FirstOrDefault(call => call.IsAnswered && Leaves(state, call)) is { } call)
        {
            Take(call);
        }

        if (left.Answered > 0 && !seen.Add((left.Done, state)))
        {
            left.PutBack(takenBefore);
            return;
        }

        path.Push(new Position(state, takenBefore, new Queue<CallEntry>(Choices(state))));
    }

    private void Take(CallEntry call)
    {
        if (++Steps > MaxSteps)
        {
            throw new InvalidOperationException($"gave up on {operations.Count} calls after {MaxSteps} steps");
        }

        left.Take(call);
    }

    /// <summary>
    /// The calls to try next, the likeliest first. One without an answer that would change nothing need not be taken
    /// at all; of several that do the same and leave no trace, any order can be turned into that of their ends.
    /// </summary>
    private IEnumerable<CallEntry> Choices(RegisterState state) =>
        left
            .Candidates.Where(call =>
                state.After(call.Operation) is not null && !Leaves(state, call) && !left.Forbids(call, state)
            )
            .OrderBy(call => call.IsAnswered ? 0 : left.RevisionOf(call) is null ? 2 : 1)
            .ThenBy(call => call.Operation.End)
            .DistinctBy(call => left.Trace(call));

    private static bool Leaves(RegisterState state, CallEntry call) => state.After(call.Operation) == state;

    /// <param name="TakenBefore">How many calls were taken before the one that led here.</param>
    private sealed record Position(RegisterState State, int TakenBefore, Queue<CallEntry> Choices);
}
