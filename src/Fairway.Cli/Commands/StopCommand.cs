using System.CommandLine;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Safety;
using Fairway.Cli.Connections;
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
        Description = "Why, for everybody to read",
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
        Description = "Let go what this stop holds",
        HelpName = "NAME",
    };

    /// <summary>The command.</summary>
    public static Command Create(MetaVerb verb)
    {
        var stop = new StopCommand();
        var command = new Command("stop", "Stop everything that Releases do, or a part of it, until it is let go.")
        {
            stop.reason, stop.clusters, stop.components, stop.rollbacks, stop.list, stop.release,
        };
        return verb.Set(command, stop.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, MetaSession session)
    {
        if (parsed.GetValue(list))
        {
            return await ListAsync(session);
        }

        if (parsed.GetValue(release) is { } name)
        {
            await session.Api.DeleteAsync(Stops, new ObjectKey(null, name), null, session.Stopped);
            session.Terminal.Out.WriteLine($"emergencystop/{name} released");
            return ExitCodes.Ok;
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

    private static async Task<int> ListAsync(MetaSession session)
    {
        var stops = await session.Api.ListAllAsync(
            Stops, ListQuery.All, ApiJson.Default.EmergencyStop, session.Stopped);
        var now = session.Environment.Time.GetUtcNow();
        session.Terminal.Out.Write(ColumnText.Of(
        [
            ["NAME", "STOPPED", "MISSING", "AGE", "REASON"],
            .. stops.Select(stop => (IReadOnlyList<string>)
            [
                stop.Metadata.Name,
                stop.Status?.Clusters is { } all ? $"{stop.Status.Acknowledged ?? 0}/{all}" : "-",
                stop.Status?.Missing is { Count: > 0 } missing ? string.Join(',', missing) : "-",
                Ages.Text(now - (stop.Metadata.CreationTimestamp ?? now)),
                stop.Spec.Reason,
            ]),
        ]));
        return ExitCodes.Ok;
    }

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
