using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Cli.Releases;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Releases.Planning;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway plan</c>: what a Release would change, and in which clusters, without changing it.</summary>
internal sealed class PlanCommand
{
    private readonly Command command = new(
        "plan",
        "Show what a Release would change, and change nothing. Without a component: everything, with the meta-configs "
        + "as they are now.");

    private readonly ReleaseArguments arguments;
    private readonly OutputOption output;
    private readonly ColourOption colour;
    private readonly Option<string[]> components = new("--component")
    {
        Description = "Only this component, with the version that each cluster has; given once for each",
        HelpName = "NAME",
    };

    private readonly Option<bool> keep = new("--keep") { Description = "Keep the planned Release, and say its name" };
    private readonly Option<bool> exitCode = new("--exit-code")
    {
        Description = $"Exit with 0 if nothing would change, 1 if something would, {ExitCodes.NoAnswer} without a plan",
    };

    private PlanCommand()
    {
        arguments = new ReleaseArguments(command, isPipelineNeeded: false, isChangeNeeded: false);
        command.Add(components);
        output = new OutputOption(command, "the whole plan for programs");
        colour = new ColourOption(command);
        command.Add(exitCode);
        command.Add(keep);
    }

    /// <summary>The command.</summary>
    public static Command Create(MetaVerb verb)
    {
        var plan = new PlanCommand();
        return verb.Set(plan.command, plan.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, MetaSession session)
    {
        var body = await arguments.MakeAsync(
            parsed,
            session,
            new JsonObject { ["generateName"] = "plan-" },
            ReleaseMode.Plan,
            await ChangesAsync(parsed, session));
        var planned = await PlannedRelease.CreateAsync(session, body);
        try
        {
            return Show(parsed, session.Terminal, planned);
        }
        finally
        {
            await EndAsync(session, planned.Name, parsed.GetValue(keep));
        }
    }

    private async Task<IReadOnlyList<JsonObject>> ChangesAsync(ParseResult parsed, MetaSession session)
    {
        var named = arguments.Changes(parsed);
        var only = parsed.GetValue(components) ?? [];
        if (named.Count > 0 || only.Length > 0)
        {
            return [.. named, .. only.Select(name => new JsonObject { ["component"] = name })];
        }

        var all = await session.Api.ListAllAsync(
            FairwayResources.Of<Component>(), ListQuery.All, ApiJson.Default.Component, session.Stopped);
        return all.Count > 0
            ? [.. all.Select(item => new JsonObject { ["component"] = item.Metadata.Name })]
            : throw new CliFailure("there are no Components: make one first") { ExitCode = ExitCodes.NotFound };
    }

    private int Show(ParseResult parsed, Terminal terminal, PlannedRelease planned)
    {
        if (planned.Plan is null)
        {
            terminal.Say($"no plan can be made: {planned.Failure}");
            return parsed.GetValue(exitCode) ? ExitCodes.NoAnswer : ExitCodes.Failed;
        }

        if (output.IsGiven(parsed))
        {
            output.Write(parsed, terminal, JsonSerializer.SerializeToNode(planned.View, PlanJson.Default.PlanView)!);
        }
        else
        {
            colour.Write(parsed, terminal, planned.Text);
        }

        terminal.Say(planned.Line());
        return parsed.GetValue(exitCode) && planned.Changes ? ExitCodes.Failed : ExitCodes.Ok;
    }

    /// <summary>A plan that was only to be looked at goes, whether or not it could be made.</summary>
    private static async Task EndAsync(MetaSession session, string name, bool isKept)
    {
        if (isKept)
        {
            session.Terminal.Say($"kept as release/{name}");
            return;
        }

        await PlannedRelease.DeleteAsync(session, name);
    }
}
