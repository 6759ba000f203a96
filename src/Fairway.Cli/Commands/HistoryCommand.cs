using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Cli.Connections;
using Fairway.Cli.Inquiries;
using Fairway.Cli.Terminals;
using Fairway.Releases.Inquiries;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway history</c>: what was recorded of a component on a cluster.</summary>
internal static class HistoryCommand
{
    private const int ShortDigest = 19;

    /// <summary>The command.</summary>
    public static Command Create(MetaVerb verb)
    {
        var command = new Command(
            "history", "Show what was intended, applied and good on a cluster, the newest first.");
        var arguments = new InquiryArguments(command, isComponentNeeded: true);
        var output = new OutputOption(command, "the records for programs");
        return verb.Set(command, async (parsed, session) =>
        {
            var question = new JsonObject { ["about"] = "History", ["component"] = arguments.Component(parsed) };
            var answer = await InquiryCall.AskAsync(session, arguments.Cluster(parsed), question);
            if (output.IsGiven(parsed))
            {
                output.Write(parsed, session.Terminal, answer);
                return ExitCodes.Ok;
            }

            var entries = answer["records"].Deserialize(InsightJson.Default.HistoryEntryArray) ?? [];
            if (entries.Length == 0)
            {
                session.Terminal.Say("nothing is recorded");
                return ExitCodes.Ok;
            }

            session.Terminal.Out.Write(Text(entries));
            return ExitCodes.Ok;
        });
    }

    private static string Text(IReadOnlyList<HistoryEntry> entries) => ColumnText.Of(
    [
        ["AT", "MARK", "VERSION", "RELEASE", "TARGET"],
        .. entries.Select(entry => new[]
        {
            entry.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            entry.Mark,
            entry.Version,
            entry.Release,
            entry.Target[..Math.Min(ShortDigest, entry.Target.Length)],
        }),
    ]);
}
