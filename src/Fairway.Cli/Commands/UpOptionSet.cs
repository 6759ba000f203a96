using System.CommandLine;
using System.CommandLine.Parsing;
using Fairway.Api.Meta;
using Fairway.Cli.Fleets;
using Fairway.Twin.Http.Faults;

namespace Fairway.Cli.Commands;

/// <summary>The options of <c>fairway up</c> that say how the fleet is managed, and how it misbehaves.</summary>
internal sealed class UpOptionSet
{
    private const string Manager = "manager";
    private const string Tenants = "tenants";
    private const string Registration = "registration";
    private const double Percent = 100.0;

    private readonly Option<string[]> without = new("--without")
    {
        Description = "Leave to other processes: manager, tenants; or registration: bare clusters, managed by nobody",
        HelpName = "WHAT",
        CustomParser = ReadWithout,
    };

    private readonly Option<bool> keep = new("--keep")
    {
        Description = "Keep the tenant clusters in the folder, as the meta cluster is, and not in memory alone",
    };

    private readonly Option<string?> behaviours = new("--behaviours")
    {
        Description = "YAML file that says which pods misbehave on which nodes",
        HelpName = "FILE",
    };

    private readonly Option<Duration?> latency = new("--latency")
    {
        Description = "For tests: how long each request to a cluster is under way, 50ms",
        HelpName = "TIME",
        CustomParser = result => Read<Duration>(result, Duration.TryParse, "--latency takes a time such as 50ms"),
    };

    private readonly Option<IntOrPercent?> throttle = new("--throttle")
    {
        Description = "For tests: the share of requests that are turned away with 429, 5%",
        HelpName = "PERCENT",
        CustomParser = result => Read<IntOrPercent>(
            result,
            text => IntOrPercent.TryParse(text) is { IsPercent: true } share ? share : null,
            "--throttle takes a share such as 5%"),
    };

    /// <summary>Adds the options to a command.</summary>
    public UpOptionSet(Command command)
    {
        command.Add(without);
        command.Add(keep);
        command.Add(behaviours);
        command.Add(latency);
        command.Add(throttle);
    }

    /// <summary>What was asked for, on top of <paramref name="fleet"/>.</summary>
    /// <exception cref="CliFailure">The file of behaviours cannot be read.</exception>
    public FleetOptions Read(ParseResult parsed, FleetOptions fleet)
    {
        var left = parsed.GetValue(without) ?? [];
        return fleet with
        {
            Keep = parsed.GetValue(keep),
            Manager = !left.Contains(Manager),
            Tenants = !left.Contains(Tenants),
            Registration = !left.Contains(Registration),
            Behaviours = parsed.GetValue(behaviours) is { } file ? BehaviourFile.Read(file) : fleet.Behaviours,
            Faults = new WireFaults
            {
                Latency = parsed.GetValue(latency)?.Value ?? TimeSpan.Zero,
                Throttled = (parsed.GetValue(throttle)?.Value ?? 0) / Percent,
                Seed = fleet.Seed ?? 0,
            },
        };
    }

    private static string[] ReadWithout(ArgumentResult result)
    {
        var words = result.Tokens.SelectMany(token => token.Value.Split(',')).ToArray();
        if (words.FirstOrDefault(word => word is not (Manager or Tenants or Registration)) is { } unknown)
        {
            result.AddError($"--without takes {Manager}, {Tenants} and {Registration}, not \"{unknown}\"");
        }

        return words;
    }

    private static T? Read<T>(ArgumentResult result, Func<string, T?> read, string wanted)
        where T : struct
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        var value = read(text);
        if (value is null)
        {
            result.AddError($"{wanted}, not \"{text}\"");
        }

        return value;
    }
}
