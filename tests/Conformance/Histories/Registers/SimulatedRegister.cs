namespace Fairway.Conformance.Histories.Registers;

/// <summary>
/// A register in memory with clients whose calls overlap: it makes histories for the test of the checker, faultless or
/// with one fault.
/// </summary>
/// <param name="fault">What it gets wrong, in about one call of three.</param>
internal sealed class SimulatedRegister(int seed, SimulatedFault fault)
{
    private readonly Random random = new(seed);
    private readonly List<RegisterOperation> history = [];

    /// <summary>The revisions that some client was shown: only these can be demanded.</summary>
    private readonly List<long> shown = [];
    private long moment;
    private long revision;
    private int values;
    private (string? Value, long Revision) now;
    private (string? Value, long Revision) before;

    /// <summary>A history of <paramref name="count"/> calls by <paramref name="clients"/> clients on one key.</summary>
    public IReadOnlyList<RegisterOperation> Run(int clients, int count)
    {
        var pending = new RegisterOperation?[clients];
        var effects = new bool[clients];
        var started = 0;
        while (started < count || pending.Any(call => call is not null))
        {
            var client = random.Next(clients);
            if (pending[client] is not { } call)
            {
                (pending[client], effects[client]) = (started++ < count ? Start() : null, false);
            }
            else if (!effects[client])
            {
                (pending[client], effects[client]) = (call with { Outcome = Effect(call) }, true);
            }
            else
            {
                Finish(call);
                pending[client] = null;
            }
        }

        return history;
    }

    private RegisterOperation Start()
    {
        var call = (RegisterCall)random.Next(4);
        var value = call is RegisterCall.Create or RegisterCall.Update ? $"v{++values}" : null;
        var demands = call is RegisterCall.Update or RegisterCall.Delete && shown.Count > 0 && random.Next(3) > 0;
        long? expected = demands ? shown[Math.Max(0, shown.Count - 1 - random.Next(2))] : null;
        return new RegisterOperation("k", call, value, expected, RegisterOutcome.Unknown, ++moment, long.MaxValue);
    }

    private void Finish(RegisterOperation call)
    {
        var isLost = random.Next(12) == 0;
        if (!isLost && call.Outcome.Revision is { } revisionShown)
        {
            shown.Add(revisionShown);
        }

        history.Add(isLost ? call with { Outcome = RegisterOutcome.Unknown } : call with { End = ++moment });
    }

    private bool Errs(SimulatedFault kind) => fault == kind && random.Next(3) == 0;

    private RegisterOutcome Effect(RegisterOperation call) =>
        call.Call switch
        {
            RegisterCall.Create => now.Value is not null && !Errs(SimulatedFault.CreatesTwice)
                ? RegisterOutcome.Exists
                : Write(call.Value),
            RegisterCall.Get => Read(Errs(SimulatedFault.ReadsStale) ? before : now),
            _ when now.Value is null => RegisterOutcome.Absent,
            _ when call.Expected is { } expected && expected != now.Revision && !Errs(SimulatedFault.LosesUpdates) =>
                RegisterOutcome.Conflict,
            RegisterCall.Update => Write(call.Value),
            _ => Write(null),
        };

    private RegisterOutcome Write(string? value)
    {
        var next = Errs(SimulatedFault.GoesBack) && revision > 2 ? revision - 2 : ++revision;
        if (!Errs(SimulatedFault.ForgetsWrites))
        {
            (before, now) = (now, (value, next));
        }

        return RegisterOutcome.Done(value, value is null ? null : next);
    }

    private static RegisterOutcome Read((string? Value, long Revision) register) =>
        register.Value is null ? RegisterOutcome.Absent : RegisterOutcome.Done(register.Value, register.Revision);
}
