using System.CommandLine;
using Fairway.Cli.Demo;
using Fairway.Cli.Fleets;
using Fairway.Cli.Logging;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Kube.Timing;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway demo</c>: a fleet for the length of three Releases.</summary>
internal static class DemoCommand
{
    private const int LongestSeconds = 86_400;
    private const int DefaultSeconds = 180;
    private const int DefaultClusters = 6;
    private const int DefaultNodes = 4;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command(
            "demo",
            "Start a simulated fleet, carry a good version of a component through its stages, and see a bad one be "
            + "stopped and rolled back.");
        var defaults = new FleetOptions { Port = 0, Clusters = DefaultClusters, Nodes = DefaultNodes };
        var options = new FleetOptionSet(command, defaults, forDemo: true);
        var timeout = Numbers.Option(
            "--timeout", $"Seconds that it may take [default: {DefaultSeconds}]", "SECONDS", 1, LongestSeconds);
        command.Add(timeout);
        command.SetAction((parsed, _) =>
        {
            var asked = options.Read(parsed);
            var limit = TimeSpan.FromSeconds(parsed.GetValue(timeout) ?? DefaultSeconds);
            return RunAsync(asked, new DemoStory(asked.Nodes), limit, terminal, time);
        });
        return command;
    }

    /// <summary>Plays a story; the exit code says whether it came true.</summary>
    internal static async Task<int> RunAsync(
        FleetOptions options, DemoStory story, TimeSpan timeout, Terminal terminal, TimeProvider time)
    {
        using var signals = new StopSignals();
        using var log = new LogLines(time, terminal.Say, verbose: false);
        var folder = Directory.CreateTempSubdirectory("fairway-demo-");
        try
        {
            var asked = options with { Data = folder.FullName, Behaviours = story.Behaviours };
            await using var managed = await ManagedFleet.StartAsync(asked, time, log, signals.Asked);
            var environment = new KubeEnvironment(time, new Jitter(new Random()), log.For("demo"));
            return await new DemoTelling(managed.Fleet, story, terminal, environment)
                .TellAsync(timeout, signals.Asked);
        }
        catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
        {
            throw new CliFailure("stopped before the demo was done");
        }
        catch (KubeApiException e)
        {
            throw new CliFailure($"the demo cannot go on: {e.Message}", e);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
