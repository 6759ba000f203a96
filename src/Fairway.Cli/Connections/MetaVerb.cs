using System.CommandLine;
using Fairway.Cli.Logging;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Kube.Credentials;
using Fairway.Kube.Http;
using Fairway.Kube.Timing;

namespace Fairway.Cli.Connections;

/// <summary>Makes commands that speak to the meta cluster: they all find it alike, and fail alike.</summary>
internal sealed class MetaVerb(Terminal terminal, TimeProvider time)
{
    private const int Tries = 3;

    /// <summary>Gives a command the options of the connection, and what it does with it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="act">Does it, and gives the exit code.</param>
    public Command Set(Command command, Func<ParseResult, MetaSession, Task<int>> act)
    {
        var connection = new ConnectionOptions(command);
        command.SetAction((parsed, _) => RunAsync(parsed, connection, act));
        return command;
    }

    private async Task<int> RunAsync(
        ParseResult parsed, ConnectionOptions connection, Func<ParseResult, MetaSession, Task<int>> act)
    {
        using var signals = new StopSignals();
        using var log = new LogLines(time, terminal.Say, verbose: false);
        var environment = new KubeEnvironment(time, new Jitter(new Random()), log.For("meta"));
        try
        {
            return await ApiFailures.ToldAsync(async () =>
            {
                var endpoint = await Kubeconfig.LoadAsync(connection.Read(parsed, time), signals.Asked);
                using var transport = new HttpKubeApi(endpoint, time);
                var api = new RetryingKubeApi(transport, environment, Tries);
                return await act(parsed, new MetaSession(api, environment, terminal, signals.Asked));
            });
        }
        catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
        {
            throw new CliFailure("interrupted");
        }
    }
}
