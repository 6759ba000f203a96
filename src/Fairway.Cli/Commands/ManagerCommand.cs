using System.CommandLine;
using System.Net;
using Fairway.Cli.Connections;
using Fairway.Cli.Logging;
using Fairway.Cli.Managers;
using Fairway.Cli.Observing;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Kube.Credentials;
using Fairway.Kube.Http;
using Fairway.Kube.Metering;
using Fairway.Kube.Timing;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway manager</c>: carries Releases to the clusters of a fleet, and stays.</summary>
internal sealed class ManagerCommand
{
    private static readonly string DefaultMetaDb = Path.Combine(".fairway", "records.db");

    private readonly Terminal terminal;
    private readonly TimeProvider time;
    private readonly ConnectionOptions connection;

    private readonly Option<string?> metaDb = new("--metadb")
    {
        Description = "Database of records; all managers of a fleet must have the same: a file, or "
            + $"postgresql://user@host/database with the password in PGPASSWORD [default: {DefaultMetaDb}]",
        HelpName = "FILE|URL",
    };

    private readonly Option<string?> sealKeys = new("--seal-keys")
    {
        Description = "Keys that seal Secrets in the database: a line each, an id and 32 bytes in base64; the last id "
            + $"seals, all open [default: the Secret {SealKeySecret.Secret} of the meta cluster, made where it is "
            + "missing]",
        HelpName = "FILE",
    };

    private readonly Option<string?> id = new("--id")
    {
        Description = "What this manager is called in Leases and in the audit log [default: the machine's name]",
        HelpName = "NAME",
    };

    private readonly Option<bool> installed = new("--installed")
    {
        Description = "Fairway's resources, policies and namespace are there, by its chart say: bring none, and need "
            + "no right to",
    };

    private readonly Option<bool> verbose = new("--verbose", "-v")
    {
        Description = "Tell what it does beside troubles, and errors with their stack traces",
    };

    private readonly Option<IPEndPoint?> metricsAddress = MetricsAddress.Option();

    private ManagerCommand(Command command, Terminal terminal, TimeProvider time)
    {
        this.terminal = terminal;
        this.time = time;
        connection = new ConnectionOptions(command);
        command.Add(metaDb);
        command.Add(sealKeys);
        command.Add(id);
        command.Add(installed);
        command.Add(metricsAddress);
        command.Add(verbose);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command(
            "manager",
            "Carry Releases to the clusters of a fleet, until Ctrl-C or SIGTERM. Several share the clusters.");
        var manager = new ManagerCommand(command, terminal, time);
        command.SetAction((parsed, _) => manager.RunAsync(parsed));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed)
    {
        using var log = new LogLines(time, terminal.Say, parsed.GetValue(verbose));
        using var signals = new StopSignals();
        try
        {
            return await ApiFailures.ToldAsync(() => RunAsync(parsed, log, signals.Asked));
        }
        catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
        {
            terminal.Say("stopped");
            return ExitCodes.Ok;
        }
    }

    private async Task<int> RunAsync(ParseResult parsed, LogLines log, CancellationToken stopped)
    {
        var readiness = new Readiness("the meta cluster is not prepared, or the MetaDB not opened yet");
        await using var observed = await Observation.StartAsync(
            parsed.GetValue(metricsAddress), "fairway-manager", readiness, terminal.Say, stopped);
        var endpoint = await Kubeconfig.LoadAsync(connection.Read(parsed, time), stopped);
        var environment = new KubeEnvironment(time, new Jitter(new Random()), log.For("manager"));
        using var transport = new HttpKubeApi(endpoint, time);
        var member = MemberName.Of(parsed.GetValue(id), Guid.NewGuid());
        var settings = new ManagerSettings(
            new RetryingKubeApi(new MeteredKubeApi(transport, Fleets.ClusterIds.Meta, time), environment),
            parsed.GetValue(metaDb) ?? DefaultMetaDb,
            member,
            environment) { SealKeys = parsed.GetValue(sealKeys), IsInstalled = parsed.GetValue(installed) };
        await using var manager = await new ManagerStart(settings, terminal.Say).OpenAsync(stopped);
        readiness.AskBy(manager.Readiness.AskAsync);
        terminal.Say($"managing the fleet of {endpoint.Name ?? endpoint.Server.Host} as {member}");
        await manager.RunAsync(stopped);
        terminal.Say("stopped");
        return ExitCodes.Ok;
    }
}
