using System.CommandLine;
using Fairway.Cli.Fleets;

namespace Fairway.Cli.Commands;

/// <summary>The options that say what fleet to start.</summary>
internal sealed class FleetOptionSet
{
    private const int MostClusters = 2_000;
    private const int MostNodes = 20_000;
    private readonly FleetOptions defaults;
    private readonly bool forDemo;

    /// <summary>Makes the options and adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="defaults">What is taken where an option is not given.</param>
    /// <param name="forDemo">True to want what a demo needs, and to leave folder and port out.</param>
    public FleetOptionSet(Command command, FleetOptions defaults, bool forDemo)
    {
        this.defaults = defaults;
        this.forDemo = forDemo;

        // A story needs two stages, nodes of two kinds, and a first step of one pod in four.
        var (leastClusters, leastNodes) = forDemo ? (2, 4) : (0, 0);
        Clusters = Numbers.Option(
            "--clusters",
            $"Tenant clusters beside meta [default: {defaults.Clusters}]",
            "N",
            leastClusters,
            MostClusters);
        Nodes = Numbers.Option(
            "--nodes", $"Nodes of each tenant cluster [default: {defaults.Nodes}]", "M", leastNodes, MostNodes);
        Seed = Numbers.Option("--seed", "Repeat the generated names and uids of a run", "S", 0, int.MaxValue);
        command.Add(Clusters);
        command.Add(Nodes);
        command.Add(Seed);
        if (!forDemo)
        {
            command.Add(Data);
            command.Add(Port);
        }

    }

    private Option<int?> Clusters { get; }

    private Option<int?> Nodes { get; }

    private Option<int?> Seed { get; }

    private Option<int?> Port { get; } = Numbers.Option(
        "--port", "Port on 127.0.0.1 [default: that of the last run, else any free one]", "P", 0, ushort.MaxValue);

    private Option<string?> Data { get; } = new("--data")
    {
        Description = "Folder of the meta cluster's store, the credentials and the kubeconfig [default: .fairway]",
        HelpName = "DIR",
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (string.IsNullOrWhiteSpace(text) || text.Contains('\0'))
            {
                result.AddError("--data takes the path of a folder");
            }

            return text;
        },
    };

    /// <summary>What the user asked for.</summary>
    /// <exception cref="CliFailure">More nodes than one process holds.</exception>
    public FleetOptions Read(ParseResult parsed)
    {
        var asked = defaults with
        {
            Clusters = parsed.GetValue(Clusters) ?? defaults.Clusters,
            Nodes = parsed.GetValue(Nodes) ?? defaults.Nodes,
            Seed = parsed.GetValue(Seed),
            Data = (forDemo ? null : parsed.GetValue(Data)) ?? defaults.Data,
            Port = forDemo ? defaults.Port : parsed.GetValue(Port),
        };
        var nodes = (long)asked.Clusters * asked.Nodes;
        return nodes <= FleetOptions.MostNodes
            ? asked
            : throw new CliFailure(
                $"--clusters times --nodes is {nodes}; one process holds at most {FleetOptions.MostNodes}")
            {
                ExitCode = ExitCodes.Usage,
            };
    }
}
