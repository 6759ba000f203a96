using System.Collections.Concurrent;
using Fairway.Conformance.Histories.Registers;
using Fairway.Conformance.Histories.Watches;

namespace Fairway.Conformance.Histories;

/// <summary>Lets clients loose on a server, and records what they and the watches saw.</summary>
internal sealed class HistoryRecorder(IRegisterServer server, RandomHistory measure, string name)
{
    private readonly ConcurrentQueue<RegisterOperation> calls = new();
    private readonly ConcurrentQueue<WatchStream> streams = new();
    private readonly TaskCompletionSource<long> end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Written last of all: a watch that shows it was read to the end.</summary>
    private readonly string lastKey = $"{name}-end";
    private long moment;
    private long latest;

    public IReadOnlyCollection<RegisterOperation> Calls => calls;

    public IReadOnlyCollection<WatchStream> Streams => streams;

    /// <summary>The changes that clients were told of.</summary>
    public IReadOnlyList<WatchItem> Written =>
        [
            .. calls
                .Where(call => call is { Value: not null, Outcome: { Kind: OutcomeKind.Done, Revision: not null } })
                .Select(call => new WatchItem(
                    call.Call == RegisterCall.Create ? WatchItemKind.Added : WatchItemKind.Modified,
                    call.Outcome.Revision!.Value,
                    call.Key,
                    call.Value
                )),
        ];

    /// <summary>
    /// Clients and watches side by side, then one last write; then watches opened at revisions long past, which must
    /// show the rest.
    /// </summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var first = await CallAsync(RegisterCall.Create, new RegisterArguments($"{name}-start", "start", null), cancel);
        latest = first.Revision ?? throw new InvalidOperationException($"the first write ended in {first}");
        var watching = Enumerable.Range(0, measure.Watches).Select(number => WatchAsync(number, cancel)).ToList();
        await Task.WhenAll(Enumerable.Range(0, measure.Clients).Select(number => WorkAsync(number, cancel)));
        var last = await CallAsync(RegisterCall.Create, new RegisterArguments(lastKey, "end", null), cancel);
        end.SetResult(last.Revision ?? throw new InvalidOperationException($"the last write ended in {last}"));
        await Task.WhenAll(watching);
        await Task.WhenAll(RevisionsToResumeFrom().Select(after => ReadAsync($"resumed after {after}", after, cancel)));
    }

    private async Task WorkAsync(int number, CancellationToken cancel)
    {
        var random = new Random(measure.Seed + (1000 * (number + 1)));
        var known = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var index = 0; index < measure.Calls; index++)
        {
            var key = $"{name}-k{random.Next(measure.Keys)}";
            var call = (RegisterCall)random.Next(4);
            var value = call is RegisterCall.Create or RegisterCall.Update ? $"c{number}-{index}" : null;
            long? expected =
                call is RegisterCall.Update or RegisterCall.Delete
                && random.Next(4) > 0
                && known.TryGetValue(key, out var seen)
                    ? seen
                    : null;
            using var impatience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            if (random.Next(40) == 0)
            {
                impatience.CancelAfter(random.Next(3));
            }

            var outcome = await CallAsync(call, new RegisterArguments(key, value, expected), impatience.Token);
            if (outcome.Revision is { } revision)
            {
                known[key] = revision;
                Interlocked.Exchange(ref latest, revision);
            }
        }
    }

    private async Task<RegisterOutcome> CallAsync(
        RegisterCall call,
        RegisterArguments arguments,
        CancellationToken cancel
    )
    {
        var (key, value, expected) = arguments;
        var start = Interlocked.Increment(ref moment);
        var outcome = await server.CallAsync(call, arguments, cancel);
        var finish = Interlocked.Increment(ref moment);
        var isOpen = outcome.Kind == OutcomeKind.Unknown;
        calls.Enqueue(
            new RegisterOperation(key, call, value, expected, outcome, start, isOpen ? long.MaxValue : finish)
        );
        return outcome;
    }

    /// <summary>
    /// One watch after the other, each closed after a while and the next opened where it ended, until the end.
    /// </summary>
    private async Task WatchAsync(int number, CancellationToken cancel)
    {
        var random = new Random(measure.Seed - (1000 * (number + 1)));
        var after = Interlocked.Read(ref latest);
        for (var part = 0; !end.Task.IsCompleted; part++)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            enough.CancelAfter(random.Next(20, 400));
            after = await ReadAsync($"watch {number} part {part}", after, enough.Token);
            cancel.ThrowIfCancellationRequested();
        }

        await ReadAsync($"watch {number} at the end", after, cancel);
    }

    /// <summary>Reads to the end, or until cancelled; what it read counts either way.</summary>
    /// <returns>The revision of the last item.</returns>
    private async Task<long> ReadAsync(string name, long after, CancellationToken cancel)
    {
        var items = new List<WatchItem>();
        try
        {
            if (end.Task.IsCompletedSuccessfully && await end.Task <= after)
            {
                return after;
            }

            await foreach (var item in server.WatchAsync(after, cancel))
            {
                items.Add(item);
                if (item.Key == lastKey)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Closed in the middle, as a client may.
        }

        // Of the last revision there may be more to come; a watch opened anew starts after the one before.
        var whole =
            items.Count > 0 && items[^1].Key != lastKey ? items[^1].Revision - 1
            : items.Count > 0 ? items[^1].Revision
            : after;
        whole = Math.Max(whole, after);
        items.RemoveAll(item => item.Revision > whole);
        streams.Enqueue(new WatchStream(name, after, items, whole));
        return whole;
    }

    private IEnumerable<long> RevisionsToResumeFrom()
    {
        var revisions = Written.Select(item => item.Revision).Order().ToList();
        var random = new Random(measure.Seed);
        return Enumerable.Range(0, 12).Select(_ => revisions[random.Next(revisions.Count)]).Distinct();
    }
}
