using System.CommandLine;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Cli.Displays;
using Fairway.Cli.Releases;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Releases.Gates;
using Fairway.Releases.Windows;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway window</c>: which windows there are, and when work on a cluster may begin.</summary>
internal static class WindowCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create(MetaVerb verb) => new("window", "Show windows, and when work may begin.")
    {
        List(verb),
        Next(verb),
    };

    private static Command List(MetaVerb verb)
    {
        var command = new Command("list", "List the windows: whether each is open, and until when.");
        var options = new DisplayOptions(command, "the ReleaseWindows", OutputOption.Wide, OutputOption.Name);
        return verb.Set(command, (parsed, session) => options.ShowAsync(parsed, session, new DisplaySource(
            session.Api,
            [WatchedKind.Of(ApiJson.Default.ReleaseWindow)],
            async () => WindowText.List(
                (await GateBooks.ReadAsync(session)).Windows, session.Environment.Time.GetUtcNow()))));
    }

    private static Command Next(MetaVerb verb)
    {
        var cluster = new Argument<string>("CLUSTER") { Description = "Id of the cluster" };
        var component = new Argument<string?>("COMPONENT")
        {
            Description = "The component [default: only windows for all components count]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var pipeline = new Option<string?>("--pipeline")
        {
            Description = "The pipeline [default: only windows for all pipelines count]",
            HelpName = "NAME",
        };
        var command = new Command("next", "Say when work on a cluster may begin next.")
        {
            cluster, component, pipeline,
        };
        var options = new DisplayOptions(command, "whether it is open, and when it opens");
        return verb.Set(command, (parsed, session) => options.ShowAsync(parsed, session, new DisplaySource(
            session.Api,
            [WatchedKind.Of(ApiJson.Default.ReleaseWindow), WatchedKind.Of(ApiJson.Default.Cluster)],
            () => NextAsync(
                session, parsed.GetValue(cluster)!, parsed.GetValue(component), parsed.GetValue(pipeline)))));
    }

    private static async Task<Display> NextAsync(MetaSession session, string id, string? component, string? pipeline)
    {
        var key = new ObjectKey(id, Cluster.FixedName);
        var cluster = await session.Api.GetAsync(
            FairwayResources.Of<Cluster>(), key, ApiJson.Default.Cluster, session.Stopped);
        var windows = (await GateBooks.ReadAsync(session)).Windows;
        var subject = new GateSubject
        {
            Now = session.Environment.Time.GetUtcNow(),
            Cluster = cluster,
            Release = new Release { Spec = new ReleaseSpec { Pipeline = pipeline ?? "" } },
            Stage = "",
            Changes = [new GateChange(component ?? "", null, null)],
        };
        return WindowText.Next(subject, windows);
    }
}
