using System.Collections.Concurrent;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Transcripts;

/// <summary>
/// One server, on which every scenario runs once, many side by side; each test case waits for its own.
/// </summary>
public sealed class ReplayFixture : IAsyncLifetime
{
    /// <summary>Scenarios mostly wait: for polls, for the end of watches.</summary>
    private const int Workers = 12;

    private const int MoreTries = 2;

    /// <summary>What is not there yet is not waited for as long as what must come.</summary>
    private static readonly ReplaySettings Impatient = new()
    {
        Scale = 0.02,
        AnswerTimeout = TimeSpan.FromSeconds(5),
        NamePrefix = 'u',
    };

    private readonly ConcurrentDictionary<string, TaskCompletionSource<ScenarioResult>> results = new();
    private readonly CancellationTokenSource stop = new();
    private readonly ScratchFolder folder = new();
    private FleetProcess? fleet;
    private ApiServer? server;
    private Task running = Task.CompletedTask;

    internal static IReadOnlyDictionary<string, Verdict> Verdicts { get; } = Verdict.Load();

    public async ValueTask InitializeAsync()
    {
        fleet = await FleetProcess.StartForReplayAsync(folder["fleet"], TestContext.Current.CancellationToken);
        server = new ApiServer(fleet.Configuration(FleetFixture.Cluster));
        running = Task.WhenAll(RunGreenAsync(), RunAsync(isGreen: false, Impatient, Settle));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // Only some of the cases were asked for.
        }

        server?.Dispose();
        stop.Dispose();
        if (fleet is not null)
        {
            await fleet.DisposeAsync();
        }

        folder.Dispose();
    }

    internal Task<ScenarioResult> ResultOfAsync(string title, CancellationToken cancel) =>
        Slot(title).Task.WaitAsync(cancel);

    /// <summary>
    /// What differs is replayed again, alone: some answers rest on a controller that has acted by then, as it had on
    /// the quiet server that was recorded. What is wrong differs every time.
    /// </summary>
    private async Task RunGreenAsync()
    {
        var differing = new ConcurrentQueue<ScenarioResult>();
        await RunAsync(isGreen: true, new ReplaySettings(), result =>
        {
            if (result.IsEqual)
            {
                Settle(result);
            }
            else
            {
                differing.Enqueue(result);
            }
        });
        var run = 0;
        foreach (var first in differing)
        {
            var last = first;
            for (var tries = 0; tries < MoreTries && !last.IsEqual; tries++, run++)
            {
                var settings = new ReplaySettings { NamePrefix = "vwxyz"[run % 5] };
                await new ReplayRun(server!, settings, TimeProvider.System).RunAsync(
                    [first.Scenario], 1, result => last = result, stop.Token);
            }

            Settle(last);
        }
    }

    private void Settle(ScenarioResult result) => Slot(result.Scenario.Title).TrySetResult(result);

    private Task RunAsync(bool isGreen, ReplaySettings settings, Action<ScenarioResult> report)
    {
        var scenarios = TranscriptReader
            .Embedded()
            .Where(scenario =>
                Verdicts.TryGetValue(scenario.Title, out var verdict) && verdict.Issue is null == isGreen
            );
        return new ReplayRun(server!, settings, TimeProvider.System).RunAsync(
            [.. scenarios],
            Workers,
            report,
            stop.Token
        );
    }

    private TaskCompletionSource<ScenarioResult> Slot(string title) =>
        results.GetOrAdd(
            title,
            _ => new TaskCompletionSource<ScenarioResult>(TaskCreationOptions.RunContinuationsAsynchronously)
        );
}
