using System.CommandLine;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Safety;
using Fairway.Cli.Connections;
using Fairway.Cli.Displays;
using Fairway.Cli.Releases;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Kube.Requests;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway stop</c>: stops everything, or a part of the fleet, until it is let go.</summary>
internal sealed class StopCommand
{
    private static readonly KubeResource Stops = FairwayResources.Of<EmergencyStop>();

    private readonly Option<string?> reason = new("--reason")
    {
        Description = "Why it is stopped, for everybody to read; with --release: why it is let go, for the audit",
        HelpName = "TEXT",
    };

    private readonly Option<string?> clusters = new("--clusters", "-l")
    {
        Description = "Only clusters with these labels [default: all]",
        HelpName = "SELECTOR",
    };

    private readonly Option<string[]> components = new("--component")
    {
        Description = "Only these components [default: all]",
        HelpName = "NAME",
    };

    private readonly Option<bool> rollbacks = new("--allow-rollbacks") { Description = "Let rollbacks go on" };

    private readonly Option<bool> list = new("--list") { Description = "List the stops that hold" };

    private readonly Option<string?> release = new("--release")
    {
        Description = "Let go what this stop holds, as soon as a manager has audited it",
        HelpName = "NAME",
    };

    private readonly Command command;

    private readonly DisplayOptions options;

    private StopCommand()
    {
        command = new Command("stop", "Stop everything that Releases do, or a part of it, until it is let go.")
        {
            reason, clusters, components, rollbacks, list, release,
        };
        options = new DisplayOptions(command, "the EmergencyStops of --list", OutputOption.Wide, OutputOption.Name);
    }

    /// <summary>The command.</summary>
    public static Command Create(MetaVerb verb)
    {
        var stop = new StopCommand();
        return verb.Set(stop.command, stop.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, MetaSession session)
    {
        if (parsed.GetValue(list))
        {
            return await ListAsync(parsed, session);
        }

        if (options.IsGiven(parsed))
        {
            throw new CliFailure("-o and --watch go with --list") { ExitCode = ExitCodes.Usage };
        }

        if (parsed.GetValue(release) is { } name)
        {
            return await LiftAsync(parsed, session, new ObjectKey(null, name));
        }

        if (string.IsNullOrWhiteSpace(parsed.GetValue(reason)))
        {
            throw new CliFailure("say why with --reason; --list shows the stops that hold, --release NAME lets one go")
            {
                ExitCode = ExitCodes.Usage,
            };
        }

        var answer = await session.Api.CreateAsync(Stops, null, Make(parsed), null, session.Stopped);
        var stop = answer.Read(ApiJson.Default.EmergencyStop);
        session.Terminal.Out.WriteLine($"emergencystop/{stop.Metadata.Name} created");
        session.Terminal.Say($"let go with: fairway stop --release {stop.Metadata.Name}");
        return ExitCodes.Ok;
    }

    /// <summary>Who lifts it and why is written first: a manager takes it into the audit before the stop is gone.
    /// </summary>
    private async Task<int> LiftAsync(ParseResult parsed, MetaSession session, ObjectKey key)
    {
        var by = await Whoami.FindAsync(session);
        var lift = new JsonObject { ["by"] = by?.Name, ["reason"] = parsed.GetValue(reason) };
        var patch = new JsonObject { ["spec"] = new JsonObject { ["lift"] = lift } };
        await session.Api.MergePatchAsync(Stops, key, patch, null, session.Stopped);
        await session.Api.DeleteAsync(Stops, key, null, session.Stopped);
        session.Terminal.Out.WriteLine($"emergencystop/{key.Name} released");
        return ExitCodes.Ok;
    }

    private Task<int> ListAsync(ParseResult parsed, MetaSession session) => options.ShowAsync(
        parsed,
        session,
        new DisplaySource(
            session.Api,
            [WatchedKind.Of(ApiJson.Default.EmergencyStop)],
            async () => StopDisplays.List(
                await session.Api.ListAllAsync(Stops, ListQuery.All, ApiJson.Default.EmergencyStop, session.Stopped),
                session.Environment.Time.GetUtcNow())));

    private JsonObject Make(ParseResult parsed)
    {
        var spec = new JsonObject { ["reason"] = parsed.GetValue(reason) };
        if (parsed.GetValue(clusters) is { } selector)
        {
            spec["clusters"] = ClusterSelector.Parse("--clusters", selector);
        }

        if (parsed.GetValue(components) is { Length: > 0 } named)
        {
            spec["components"] = new JsonArray([.. named.Select(one => JsonValue.Create(one))]);
        }

        if (parsed.GetValue(rollbacks))
        {
            spec["allowRollbacks"] = true;
        }

        return new JsonObject
        {
            ["apiVersion"] = Stops.ApiVersion,
            ["kind"] = Stops.Kind,
            ["metadata"] = new JsonObject { ["generateName"] = "stop-" },
            ["spec"] = spec,
        };
    }
}
