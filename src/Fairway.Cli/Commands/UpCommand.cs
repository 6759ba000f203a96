using System.CommandLine;
using System.Globalization;
using Fairway.Cli.Fleets;
using Fairway.Cli.Logging;
using Fairway.Cli.Observing;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway up</c>: starts a fleet and stays.</summary>
internal static class UpCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command(
            "up", "Start a simulated fleet of Kubernetes clusters on this machine, and keep it until Ctrl-C.");
        var options = new FleetOptionSet(command, new FleetOptions(), forDemo: false);
        var managing = new UpOptionSet(command);
        var verbose = new Option<bool>("--verbose", "-v")
        {
            Description = "Tell what goes on in the clusters beside troubles, and errors with their stack traces",
        };
        command.Add(verbose);
        command.SetAction(async (parsed, _) =>
        {
            using var log = new LogLines(time, terminal.Say, parsed.GetValue(verbose));
            return await RunAsync(managing.Read(parsed, options.Read(parsed)), terminal, time, log);
        });
        return command;
    }

    /// <summary>
    /// The one line on standard output when the fleet is ready. Scripts read the URL and, to the end of the line, the
    /// path of the kubeconfig, quoted for a shell where it must be.
    /// </summary>
    public static string ReadyLine(string url, string kubeconfig, FleetOptions options, TimeSpan took)
    {
        var tenants = options.Clusters == 0
            ? ""
            : $", {Counts.Of(options.Clusters, "cluster")} {NodesOf(options)}";
        var seconds = took.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        var path = ShellQuoting.Quote(kubeconfig);
        return $"Fairway is ready at {url} (meta{tenants}; {seconds} s): export KUBECONFIG={path}";
    }

    private static string NodesOf(FleetOptions options) => options.Profile is { } members
        ? $"with {Counts.Of(members.Sum(member => member.Nodes), "node")}"
        : $"of {Counts.Of(options.Nodes, "node")}";

    private static async Task<int> RunAsync(
        FleetOptions options, Terminal terminal, TimeProvider time, LogLines log)
    {
        using var signals = new StopSignals();
        await using var telling = signals.Asked.Register(
            () => terminal.Say("stopping; a second Ctrl-C ends it at once"));
        var began = time.GetTimestamp();
        try
        {
            var readiness = new Readiness("the fleet is starting");
            await using var observed = await Observation.StartAsync(
                options.MetricsAddress, "fairway-up", readiness, terminal.Say, signals.Asked);
            await using var managed = await ManagedFleet.StartAsync(
                options, new FleetClock(time), log, signals.Asked);
            readiness.AskBy(managed.NotReadyAsync);
            var fleet = managed.Fleet;
            terminal.Out.WriteLine(
                ReadyLine(fleet.Url, fleet.KubeconfigPath, options, time.GetElapsedTime(began)));
            await terminal.Out.FlushAsync(signals.Asked);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, signals.Asked);
        }
        catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
        {
            terminal.Say("stopped");
        }

        return ExitCodes.Ok;
    }
}
