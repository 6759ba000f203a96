using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Cli.Connections;
using Fairway.Cli.Inquiries;
using Fairway.Cli.Terminals;
using Fairway.Releases.Inquiries;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway history</c>: what was recorded of a component on a cluster, of all components of a cluster, or
/// of a component on all clusters.</summary>
internal static class HistoryCommand
{
    private const int ShortDigest = 19;

    /// <summary>The command.</summary>
    public static Command Create(MetaVerb verb)
    {
        var command = new Command(
            "history",
            "Show what was intended, applied and good, the newest first: all of a component on a cluster; of several, "
            + "the newest of each.");
        var cluster = new NameArgument(command, "CLUSTER", "--cluster", "Id of the cluster [default: all]");
        var component = new NameArgument(command, "COMPONENT", "--component", "The component [default: all]");
        var output = new OutputOption(command, "the records for programs");
        return verb.Set(command, async (parsed, session) =>
        {
            var (at, of) = (cluster.Value(parsed), component.Value(parsed));
            if (at is null && of is null)
            {
                throw new CliFailure("name a cluster, or a component with --component")
                {
                    ExitCode = ExitCodes.Usage,
                };
            }

            var question = new JsonObject { ["about"] = "History", ["component"] = of };
            var answer = await InquiryCall.AskAsync(session, at ?? Labels.SystemNamespace, question);
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

            session.Terminal.Out.Write(Text(entries, at is null, of is null));
            return ExitCodes.Ok;
        });
    }

    /// <summary>Clusters and components are said where several are asked for.</summary>
    private static string Text(IReadOnlyList<HistoryEntry> entries, bool isOfClusters, bool isOfComponents)
    {
        return ColumnText.Of(
        [
            ["AT", .. Names("CLUSTER", "COMPONENT"), "MARK", "VERSION", "RELEASE", "TARGET"],
            .. entries.Select(entry => (IReadOnlyList<string>)
            [
                entry.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                .. Names(entry.Cluster, entry.Component),
                entry.Mark,
                entry.Version,
                entry.Release,
                entry.Target[..Math.Min(ShortDigest, entry.Target.Length)],
            ]),
        ]);

        IEnumerable<string> Names(string cluster, string component)
        {
            if (isOfClusters)
            {
                yield return cluster;
            }

            if (isOfComponents)
            {
                yield return component;
            }
        }
    }
}
