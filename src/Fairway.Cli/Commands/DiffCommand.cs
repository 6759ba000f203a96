using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Cli.Connections;
using Fairway.Cli.Inquiries;
using Fairway.Cli.Terminals;
using Fairway.Releases.Inquiries;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway diff</c>: where recorded, target and live differ on one cluster.</summary>
internal static class DiffCommand
{
    /// <summary>The command.</summary>
    public static Command Create(MetaVerb verb)
    {
        var command = new Command(
            "diff",
            "Show where recorded, target and live differ on a cluster. Exits with 0 if nowhere, 1 if somewhere, "
            + $"{ExitCodes.NoAnswer} if that cannot be told.");
        var arguments = new InquiryArguments(command, isComponentNeeded: false);
        var output = new OutputOption(command, "the sides for programs");
        var colour = new ColourOption(command);
        return verb.Set(command, async (parsed, session) =>
        {
            var question = new JsonObject { ["about"] = "Diff" };
            if (arguments.Component(parsed) is { } component)
            {
                question["component"] = component;
            }

            var answer = await InquiryCall.AskAsync(session, arguments.Cluster(parsed), question);
            var pairs = answer["pairs"].Deserialize(InsightJson.Default.PairDiffArray) ?? [];
            if (output.IsGiven(parsed))
            {
                output.Write(parsed, session.Terminal, answer);
            }
            else
            {
                colour.Write(parsed, session.Terminal, DiffText.Of(pairs));
            }

            var differing = pairs.Count(pair => pair.Fields.Count > 0);
            session.Terminal.Say($"{Counts.Of(pairs.Length, "component")}, {differing} of them differ");
            return Array.Exists(pairs, pair => pair.Failure is not null) ? ExitCodes.NoAnswer
                : differing > 0 ? ExitCodes.Failed : ExitCodes.Ok;
        });
    }
}
