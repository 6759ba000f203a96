using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Fairway.Api.Meta;
using Fairway.Cli.Fleets;
using Fairway.Cli.Observing;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Faults;

namespace Fairway.Cli.Commands;

/// <summary>The options of <c>fairway up</c> that say how the fleet is managed, and how it misbehaves.</summary>
internal sealed class UpOptionSet
{
    private const string Manager = "manager";
    private const string Tenants = "tenants";
    private const string Registration = "registration";
    private const string Metrics = "metrics";
    private const string Rbac = "rbac";
    private const string None = "none";
    private const string False = "false";
    private const double Percent = 100.0;
    private const int TooManyRequests = 429;

    private readonly Option<string[]> without = new("--without")
    {
        Description = "Leave to other processes: manager, tenants; or registration: bare clusters, managed by nobody; "
            + "or metrics: no metrics.k8s.io",
        HelpName = "WHAT",
        CustomParser = ReadWithout,
    };

    private readonly Option<bool> keep = new("--keep")
    {
        Description = "Keep the tenant clusters in the folder, as the meta cluster is, and not in memory alone",
    };

    private readonly Option<string?> behaviours = new("--behaviours")
    {
        Description = "YAML file of PodBehaviors that every cluster starts with: which pods misbehave on which nodes",
        HelpName = "FILE",
    };

    private readonly Option<string?> profile = new("--profile")
    {
        Description = "YAML file that describes the fleet: clusters, node pools, machines; in place of --clusters and "
            + "--nodes",
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

    private readonly Option<string?> faults = new("--faults")
    {
        Description = "YAML file that says what goes wrong with calls to the clusters, and how often",
        HelpName = "FILE",
    };

    private readonly Option<string?> authorization = new("--authorization")
    {
        Description = "Who may do what in the clusters: rbac, or none: whoever has a name may do everything "
            + "[default: rbac]",
        HelpName = "HOW",
        CustomParser = result => ReadWord(result, "--authorization", Rbac, None),
    };

    private readonly Option<string?> anonymous = new("--anonymous")
    {
        Description = "Whether requests without token or certificate are let in as system:anonymous, which may see "
            + "health and version [default: true]",
        HelpName = "BOOL",
        CustomParser = result => ReadWord(result, "--anonymous", "true", False),
    };

    private readonly Option<bool> allowLocalTasks = new("--allow-local-tasks")
    {
        Description = "Run tasks that name no cluster run as processes of this machine, as you, and not as Jobs of the "
            + "meta cluster: whoever may write a ReleasePipeline may then run programs here",
    };

    private readonly Option<IPEndPoint?> metricsAddress = MetricsAddress.Option();

    /// <summary>Adds the options to a command.</summary>
    public UpOptionSet(Command command)
    {
        command.Add(without);
        command.Add(keep);
        command.Add(behaviours);
        command.Add(profile);
        command.Add(authorization);
        command.Add(anonymous);
        command.Add(faults);
        command.Add(latency);
        command.Add(throttle);
        command.Add(metricsAddress);
        command.Add(allowLocalTasks);
    }

    /// <summary>What was asked for, on top of <paramref name="fleet"/>.</summary>
    /// <exception cref="CliFailure">The file of behaviours, or that of faults, cannot be read; or two options exclude
    /// each other.</exception>
    public FleetOptions Read(ParseResult parsed, FleetOptions fleet)
    {
        var left = parsed.GetValue(without) ?? [];
        if (parsed.GetValue(allowLocalTasks) && left.FirstOrDefault(IsWithoutManager) is { } word)
        {
            throw new CliFailure(
                $"--allow-local-tasks is for the manager of this process, and --without {word} leaves it out: leave "
                + "out one of them")
            {
                ExitCode = ExitCodes.Usage,
            };
        }

        var misbehave = parsed.GetValue(behaviours) is { } file ? BehaviourFile.Read(file) : null;
        return WithProfile(parsed, fleet) with
        {
            MetricsAddress = parsed.GetValue(metricsAddress),
            Keep = parsed.GetValue(keep),
            Manager = !left.Contains(Manager),
            LocalTasks = parsed.GetValue(allowLocalTasks),
            Tenants = !left.Contains(Tenants),
            Registration = !left.Contains(Registration),
            Metrics = !left.Contains(Metrics),
            Behaviours = misbehave?.Rules ?? fleet.Behaviours,
            InitialBehaviors = misbehave?.Behaviors ?? fleet.InitialBehaviors,
            Authorization = parsed.GetValue(authorization) == None
                ? AuthorizationMode.AlwaysAllow
                : AuthorizationMode.Rbac,
            Anonymous = parsed.GetValue(anonymous) != False,
            Faults = parsed.GetValue(faults) is { } plan ? FaultFile.Read(plan) : fleet.Faults,
            Wire = new FaultPlan([.. WireOf(parsed)]),
        };
    }

    private FleetOptions WithProfile(ParseResult parsed, FleetOptions fleet)
    {
        if (parsed.GetValue(profile) is not { } file)
        {
            return fleet;
        }

        if (parsed.GetResult("--clusters") is not null || parsed.GetResult("--nodes") is not null)
        {
            throw new CliFailure(
                "--profile says how many clusters and nodes there are; leave out --clusters and --nodes")
            {
                ExitCode = ExitCodes.Usage,
            };
        }

        var members = ProfileFile.Read(file);
        var nodes = members.Sum(member => (long)member.Nodes);
        return nodes <= FleetOptions.MostNodes ? fleet with { Profile = members, Clusters = members.Count }
            : throw new CliFailure(
                $"profile {file}: {nodes} nodes in all; one process holds at most {FleetOptions.MostNodes}")
            {
                ExitCode = ExitCodes.Usage,
            };
    }

    private IEnumerable<FaultRule> WireOf(ParseResult parsed)
    {
        if (parsed.GetValue(latency)?.Value is { } late)
        {
            yield return new FaultRule { Do = FaultEffect.Delay, Delay = new FaultDelay(late) };
        }

        if (parsed.GetValue(throttle)?.Value is { } share)
        {
            yield return new FaultRule
            {
                Do = FaultEffect.Refuse,
                Status = TooManyRequests,
                RetryAfter = TimeSpan.FromSeconds(1),
                Probability = share / Percent,
            };
        }
    }

    /// <summary>Bare clusters have no manager either.</summary>
    private static bool IsWithoutManager(string word) => word is Manager or Registration;

    private static string[] ReadWithout(ArgumentResult result)
    {
        var words = result.Tokens.SelectMany(token => token.Value.Split(',')).ToArray();
        if (words.FirstOrDefault(word => word is not (Manager or Tenants or Registration or Metrics)) is { } unknown)
        {
            result.AddError($"--without takes {Manager}, {Tenants}, {Registration} and {Metrics}, not \"{unknown}\"");
        }

        return words;
    }

    private static string? ReadWord(ArgumentResult result, string option, params string[] words)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (!words.Contains(text))
        {
            result.AddError($"{option} takes {string.Join(" or ", words)}, not \"{text}\"");
        }

        return text;
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
