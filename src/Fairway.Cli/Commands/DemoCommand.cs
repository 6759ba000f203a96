using System.CommandLine;
using Fairway.Cli.Demo;
using Fairway.Cli.Terminals;
using Fairway.Kube;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway demo</c>: a fleet for the length of three Releases.</summary>
internal static class DemoCommand
{
    private const int LongestSeconds = 604_800;
    private const int DefaultSeconds = 180;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command(
            "demo",
            "Start a simulated fleet, carry good versions of two components through its stages, and see a bad one be "
            + "stopped and rolled back; days of the fleet pass in a minute.");
        var seed = Numbers.Option("--seed", "Another run, or the same one again [default: 1]", "S", 0, int.MaxValue);
        var timeout = Numbers.Option(
            "--timeout",
            $"Seconds that it may take [default: {DefaultSeconds}; a week with --real-time]",
            "SECONDS",
            1,
            LongestSeconds);
        var realTime = new Option<bool>("--real-time")
        {
            Description = "Let the fleet's time go by the clock on the wall: it takes days",
        };
        var keep = new Option<bool>("--keep")
        {
            Description = "Keep the fleet when the story is over, until Ctrl-C, and say how kubectl reaches it",
        };
        command.Add(seed);
        command.Add(timeout);
        command.Add(realTime);
        command.Add(keep);
        command.SetAction(parsed => Run(
            new DemoOptions
            {
                Seed = parsed.GetValue(seed) ?? 1,
                Timeout = TimeSpan.FromSeconds(
                    parsed.GetValue(timeout) ?? (parsed.GetValue(realTime) ? LongestSeconds : DefaultSeconds)),
                RealTime = parsed.GetValue(realTime),
                Keep = parsed.GetValue(keep),
            },
            new DemoStory(),
            terminal,
            time));
        return command;
    }

    /// <summary>Plays a story; the exit code says whether it came true.</summary>
    internal static int Run(DemoOptions options, DemoStory story, Terminal terminal, TimeProvider time)
    {
        using var signals = new StopSignals();
        try
        {
            return new DemoStage(options, terminal, time).Play(story, signals.Asked);
        }
        catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
        {
            throw new CliFailure("stopped before the demo was done");
        }
        catch (KubeApiException e)
        {
            throw new CliFailure($"the demo cannot go on: {e.Message}", e);
        }
    }
}
