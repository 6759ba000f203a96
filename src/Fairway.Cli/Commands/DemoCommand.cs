using System.CommandLine;
using Fairway.Cli.Demo;
using Fairway.Cli.Fleets;
using Fairway.Cli.Logging;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway demo</c>: a fleet for the length of a rollout.</summary>
internal static class DemoCommand
{
    private const int LongestSeconds = 86_400;
    private const int DefaultSeconds = 120;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command(
            "demo",
            "Start a simulated fleet, and roll a Deployment and a DaemonSet to a new image on each of its clusters.");
        var options = new FleetOptionSet(command, new FleetOptions { Port = 0 }, forDemo: true);
        var timeout = Numbers.Option(
            "--timeout", $"Seconds that it may take [default: {DefaultSeconds}]", "SECONDS", 1, LongestSeconds);
        command.Add(timeout);
        command.SetAction((parsed, _) => RunAsync(
            options.Read(parsed), TimeSpan.FromSeconds(parsed.GetValue(timeout) ?? DefaultSeconds), terminal, time));
        return command;
    }

    private static async Task<int> RunAsync(
        FleetOptions options, TimeSpan timeout, Terminal terminal, TimeProvider time)
    {
        using var signals = new StopSignals();
        using var log = new LogLines(time, terminal.Say, verbose: false);
        var folder = Directory.CreateTempSubdirectory("fairway-demo-");
        try
        {
            await using var fleet = await Fleet.StartAsync(
                options with { Data = folder.FullName }, time, log, signals.Asked);
            terminal.Say($"{fleet.TenantIds.Count} clusters of {options.Nodes} nodes at {fleet.Url}");
            var results = await RollAsync(fleet, timeout, terminal, time, signals.Asked);
            return results.All(result => result.Failure is null) ? ExitCodes.Ok : ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
        {
            throw new CliFailure("stopped before the demo was done");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<RollResult>> RollAsync(
        Fleet fleet, TimeSpan timeout, Terminal terminal, TimeProvider time, CancellationToken stopped)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopped);
        var roll = new FleetRoll(fleet.Connect, time);
        var began = time.GetTimestamp();
        Task<IReadOnlyList<RollResult>> Run(IRollProgress progress) =>
            roll.RunAsync(fleet.TenantIds, progress, deadline.Token);
        var results = await (terminal.IsInteractive
            ? LiveProgress.ShowAsync(terminal.Error, fleet.TenantIds.Count, Run)
            : Run(new PlainProgress(terminal)));
        stopped.ThrowIfCancellationRequested();
        terminal.Out.WriteLine(DemoSummary.Of(results, time.GetElapsedTime(began)));
        return results;
    }
}
