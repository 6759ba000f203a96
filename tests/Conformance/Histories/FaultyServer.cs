using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fairway.Conformance.Histories.Registers;
using Fairway.Conformance.Histories.Watches;

namespace Fairway.Conformance.Histories;

/// <summary>A real server with one fault put in between: what the checkers must not let pass.</summary>
internal sealed class FaultyServer(IRegisterServer server, ServerFault fault, int seed) : IRegisterServer
{
    private readonly ConcurrentDictionary<string, RegisterOutcome> reads = new();
    private readonly Random random = new(seed);

    public async Task<RegisterOutcome> CallAsync(
        RegisterCall call,
        RegisterArguments arguments,
        CancellationToken cancel
    )
    {
        if (call == RegisterCall.Get && fault == ServerFault.CachesReads)
        {
            return reads.TryGetValue(arguments.Key, out var read) && Errs()
                ? read
                : await RememberAsync(arguments, cancel);
        }

        if (call == RegisterCall.Update && fault == ServerFault.IgnoresRevisions && arguments.Expected is not null)
        {
            return await server.CallAsync(call, arguments with { Expected = null }, cancel);
        }

        return await server.CallAsync(call, arguments, cancel);
    }

    public async IAsyncEnumerable<WatchItem> WatchAsync(long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        WatchItem? held = null;
        await foreach (var item in server.WatchAsync(after, cancel))
        {
            // What ends the reading comes as it is, or reading would never end.
            var (errs, before) = (Errs() && !item.Key.EndsWith("-end", StringComparison.Ordinal), held);
            held = fault == ServerFault.SwapsChanges && errs && before is null ? item : null;
            if (held is not null || (fault == ServerFault.DropsChanges && errs && item.Value is not null))
            {
                continue;
            }

            yield return item;
            if (fault == ServerFault.RepeatsChanges && errs)
            {
                yield return item;
            }

            if (before is { } late)
            {
                yield return late;
            }
        }
    }

    private async Task<RegisterOutcome> RememberAsync(RegisterArguments arguments, CancellationToken cancel)
    {
        var outcome = await server.CallAsync(RegisterCall.Get, arguments, cancel);
        if (outcome.Kind == OutcomeKind.Done)
        {
            reads[arguments.Key] = outcome;
        }

        return outcome;
    }

    private bool Errs()
    {
        lock (random)
        {
            return random.Next(4) == 0;
        }
    }
}
