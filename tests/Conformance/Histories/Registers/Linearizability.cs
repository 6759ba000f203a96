namespace Fairway.Conformance.Histories.Registers;

/// <summary>
/// Decides whether a history of one register could have come from calls that each took effect at one moment between
/// their start and their end: the search of Wing and Gong with Lowe's memory of configurations already seen. Calls
/// without an answer may take effect at any later moment, or never.
/// </summary>
internal static class Linearizability
{
    /// <summary>Bounds the search, so that a hopeless history fails rather than hangs.</summary>
    private const int MaxSteps = 5_000_000;

    /// <summary>
    /// Null if every object's history is linearizable; else the history of one whose is not, for a reader.
    /// </summary>
    /// <exception cref="InvalidOperationException">The search was given up.</exception>
    public static string? Check(IEnumerable<RegisterOperation> history)
    {
        foreach (
            var group in history.GroupBy(operation => operation.Key).OrderBy(group => group.Key, StringComparer.Ordinal)
        )
        {
            var operations = group.OrderBy(operation => operation.Start).ToList();
            if (!IsLinearizable(operations))
            {
                return $"no order explains these calls on {group.Key}:\n  {string.Join("\n  ", operations)}";
            }
        }

        return null;
    }

    /// <summary>The same for the operations of one object.</summary>
    public static bool IsLinearizable(IReadOnlyList<RegisterOperation> operations)
    {
        var search = new Search(operations);
        return search.Run();
    }

    /// <summary>
    /// Calls and returns in the order of their moments, as a list from which calls are lifted and put back.
    /// </summary>
    private sealed class Search
    {
        private readonly IReadOnlyList<RegisterOperation> operations;
        private readonly Entry head = new(-1, false);
        private readonly HashSet<(Bits Done, RegisterState State)> seen = [];
        private readonly Stack<(Entry Call, RegisterState Before)> taken = new();
        private Bits done;
        private int open;

        public Search(IReadOnlyList<RegisterOperation> operations)
        {
            this.operations = operations;
            done = new Bits(operations.Count);
            open = operations.Count(operation => operation.Outcome.Kind != OutcomeKind.Unknown);
            var moments = operations
                .SelectMany((operation, index) => new[] { (operation.Start, 0, index), (operation.End, 1, index) })
                .Order();
            var calls = new Entry[operations.Count];
            var last = head;
            foreach (var (_, kind, index) in moments)
            {
                var entry = new Entry(index, kind == 0);
                if (kind == 0)
                {
                    calls[index] = entry;
                }
                else
                {
                    calls[index].Return = entry;
                }

                (last.Next, entry.Previous) = (entry, last);
                last = entry;
            }
        }

        public bool Run()
        {
            var state = RegisterState.Initial;
            var entry = head.Next;
            for (var steps = 0; open > 0; steps++)
            {
                if (steps > MaxSteps)
                {
                    throw new InvalidOperationException($"gave up on {operations.Count} calls after {MaxSteps} steps");
                }

                if (entry is { IsCall: true } && Take(entry, state) is { } after)
                {
                    (state, entry) = (after, head.Next);
                }
                else if (entry is { IsCall: true })
                {
                    entry = entry.Next;
                }
                else if (taken.TryPop(out var last))
                {
                    PutBack(last.Call);
                    (state, entry) = (last.Before, last.Call.Next);
                }
                else
                {
                    return false;
                }
            }

            return true;
        }

        private RegisterState? Take(Entry call, RegisterState state)
        {
            if (state.After(operations[call.Index]) is not { } after || !seen.Add((done.With(call.Index), after)))
            {
                return null;
            }

            done = done.With(call.Index);
            open -= IsOpen(call) ? 1 : 0;
            taken.Push((call, state));
            call.Unlink();
            call.Return!.Unlink();
            return after;
        }

        private void PutBack(Entry call)
        {
            done = done.Without(call.Index);
            open += IsOpen(call) ? 1 : 0;
            call.Return!.Relink();
            call.Relink();
        }

        private bool IsOpen(Entry call) => operations[call.Index].Outcome.Kind != OutcomeKind.Unknown;
    }

    private sealed class Entry(int index, bool isCall)
    {
        public int Index => index;

        public bool IsCall => isCall;

        public Entry? Return { get; set; }

        public Entry? Next { get; set; }

        public Entry? Previous { get; set; }

        public void Unlink()
        {
            Previous!.Next = Next;
            if (Next is not null)
            {
                Next.Previous = Previous;
            }
        }

        public void Relink()
        {
            Previous!.Next = this;
            if (Next is not null)
            {
                Next.Previous = this;
            }
        }
    }
}
