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
        running = Task.WhenAll(RunAsync(isGreen: true, new ReplaySettings()), RunAsync(isGreen: false, Impatient));
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

    private Task RunAsync(bool isGreen, ReplaySettings settings)
    {
        var scenarios = TranscriptReader
            .Embedded()
            .Where(scenario =>
                Verdicts.TryGetValue(scenario.Title, out var verdict) && verdict.Issue is null == isGreen
            );
        return new ReplayRun(server!, settings, TimeProvider.System).RunAsync(
            [.. scenarios],
            Workers,
            result => Slot(result.Scenario.Title).TrySetResult(result),
            stop.Token
        );
    }

    private TaskCompletionSource<ScenarioResult> Slot(string title) =>
        results.GetOrAdd(
            title,
            _ => new TaskCompletionSource<ScenarioResult>(TaskCreationOptions.RunContinuationsAsynchronously)
        );
}
