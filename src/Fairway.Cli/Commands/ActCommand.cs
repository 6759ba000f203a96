using System.CommandLine;
using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Cli.Releases;
using Fairway.Cli.Terminals;
using Fairway.Kube;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway apply</c>, <c>rollback</c> and <c>adopt</c>: a Release of a few clusters through the expedited
/// pipeline: planned, shown, and carried out as it was shown.</summary>
internal sealed class ActCommand
{
    private static readonly KubeResource Releases = FairwayResources.Of<Release>();

    private readonly Command command;
    private readonly ReleaseArguments arguments;
    private readonly ColourOption colour;
    private readonly Option<bool> all = new("--all") { Description = "All clusters of the pipeline" };
    private readonly Option<bool> yes = new("--yes", "-y") { Description = "Carry it out without being asked" };
    private readonly Option<bool> detach = new("--detach") { Description = "Do not follow it" };

    private ActCommand(string name, string description)
    {
        command = new Command(name, description);
        arguments = new ReleaseArguments(command, isPipelineNeeded: false);
        command.Add(all);
        command.Add(yes);
        command.Add(detach);
        colour = new ColourOption(command);
    }

    /// <summary>Brings versions, or the present meta-config.</summary>
    public static Command Apply(MetaVerb verb) => Create(
        verb,
        new ActCommand("apply", "Bring components to some clusters: plan, show, carry out, follow."),
        change => change);

    /// <summary>Goes back to what was good before.</summary>
    public static Command Rollback(MetaVerb verb) => Create(
        verb,
        new ActCommand("rollback", "Bring components of some clusters back to what was good before, values and all."),
        change => change.ContainsKey("version")
            ? throw Usage($"rollback goes to what was good before: use fairway apply {change["component"]}=VERSION")
            : Back(change));

    /// <summary>Takes over what is there already.</summary>
    public static Command Adopt(MetaVerb verb) => Create(
        verb,
        new ActCommand(
            "adopt",
            "Take over what somebody else has installed, Helm say: deletes nothing, and shows first what changes."),
        change => change.ContainsKey("version")
            ? change
            : throw Usage($"say which version of {change["component"]} is there: {change["component"]}=VERSION"));

    private static Command Create(MetaVerb verb, ActCommand act, Func<JsonObject, JsonObject> shape) => verb.Set(
        act.command,
        (parsed, session) => act.RunAsync(parsed, session, [.. act.arguments.Changes(parsed).Select(shape)]));

    private static JsonObject Back(JsonObject change)
    {
        change["back"] = true;
        return change;
    }

    private static CliFailure Usage(string message) => new(message) { ExitCode = ExitCodes.Usage };

    private async Task<int> RunAsync(ParseResult parsed, MetaSession session, IReadOnlyList<JsonObject> changes)
    {
        if (!arguments.HasSelection(parsed) && !parsed.GetValue(all))
        {
            throw Usage("name clusters with --cluster ID or -l SELECTOR, or say --all");
        }

        var metadata = new JsonObject { ["generateName"] = $"{command.Name}-" };
        var body = await arguments.MakeAsync(parsed, session, metadata, ReleaseMode.Plan, changes);
        var planned = await PlannedRelease.CreateAsync(session, body);
        var isBegun = false;
        try
        {
            isBegun = planned.Plan is not null && IsWanted(parsed, session.Terminal, planned);
            if (isBegun)
            {
                await session.Api.MergePatchAsync(
                    Releases, new ObjectKey(null, planned.Name), Run(planned), null, session.Stopped);
            }
        }
        finally
        {
            if (!isBegun)
            {
                await PlannedRelease.DeleteAsync(session, planned.Name);
            }
        }

        return isBegun ? await FollowAsync(parsed, session, planned.Name) : Ended(session.Terminal, planned);
    }

    /// <summary>Who has seen the plan and said yes has approved it; what asks for its own name still holds.</summary>
    private static JsonObject Run(PlannedRelease planned) => new()
    {
        ["spec"] = new JsonObject
        {
            ["mode"] = $"{ReleaseMode.Run}",
            ["approved"] = new JsonArray(planned.Plan!.Digest),
        },
    };

    private bool IsWanted(ParseResult parsed, Terminal terminal, PlannedRelease planned)
    {
        colour.Write(parsed, terminal, planned.Text);
        terminal.Say(planned.Line());
        var dangers = planned.Plan!.Dangers > 0 ? ", with what is to be approved" : "";
        return parsed.GetValue(yes) || (terminal.Ask is { } ask
            ? ask($"Carry this out in {Counts.Of(planned.View.Clusters, "cluster")}{dangers}? [y/N] ")
            : throw Usage("nobody can be asked here: say --yes to carry this out"));
    }

    private static int Ended(Terminal terminal, PlannedRelease planned)
    {
        terminal.Say(planned.Plan is null ? $"no plan can be made: {planned.Failure}" : "nothing was done");
        return ExitCodes.Failed;
    }

    private async Task<int> FollowAsync(ParseResult parsed, MetaSession session, string name)
    {
        if (parsed.GetValue(detach))
        {
            session.Terminal.Out.WriteLine($"release/{name} created");
            session.Terminal.Say($"follow it with: fairway release watch {name}");
            return ExitCodes.Ok;
        }

        session.Terminal.Say($"release/{name} is under way");
        return await ReleaseWatch.ToEndAsync(session, name);
    }
}
