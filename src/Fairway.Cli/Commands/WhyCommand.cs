using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Safety;
using Fairway.Cli.Connections;
using Fairway.Cli.Displays;
using Fairway.Cli.Releases;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Releases.Why;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway why</c>: why a cluster is not on a version, and what it waits for.</summary>
internal static class WhyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(MetaVerb verb)
    {
        var cluster = new Argument<string>("CLUSTER") { Description = "Id of the cluster" };
        var component = new Argument<string?>("COMPONENT")
        {
            Description = "The component [default: all]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("why", "Explain why a cluster is not on a version, and what it waits for.")
        {
            cluster, component,
        };
        var options = new DisplayOptions(command, "the lines of the explanation");
        return verb.Set(command, (parsed, session) => options.ShowAsync(parsed, session, new DisplaySource(
            session.Api,
            [
                WatchedKind.Of(ApiJson.Default.Cluster),
                WatchedKind.Of(ApiJson.Default.ClusterComponent),
                WatchedKind.Of(ApiJson.Default.ClusterRelease),
                WatchedKind.Of(ApiJson.Default.Release),
                WatchedKind.Of(ApiJson.Default.EmergencyStop),
            ],
            async () => WhyText.Of(await ObserveAsync(
                session, parsed.GetValue(cluster)!, parsed.GetValue(component))))));
    }

    /// <summary>Writes the explanation to standard output. Gives the exit code.</summary>
    public static async Task<int> ExplainAsync(MetaSession session, string cluster, string? component)
    {
        var display = WhyText.Of(await ObserveAsync(session, cluster, component));
        session.Terminal.Out.Write(DisplayText.Of(display, DisplayForm.Text));
        return display.ExitCode;
    }

    /// <summary>The explanation for one cluster, of the meta cluster as it is now.</summary>
    public static async Task<WhyObservation> ObserveAsync(
        MetaSession session, string cluster, string? component) => new()
    {
        Now = session.Environment.Time.GetUtcNow(),
        ClusterId = cluster,
        Component = component,
        Cluster = await session.Api.FindAsync(
            FairwayResources.Of<Cluster>(),
            new ObjectKey(cluster, Cluster.FixedName),
            ApiJson.Default.Cluster,
            session.Stopped),
        Components = await ListAsync(session, null, ApiJson.Default.Component),
        ClusterComponents = await ListAsync(session, cluster, ApiJson.Default.ClusterComponent),
        ClusterReleases = await ListAsync(session, cluster, ApiJson.Default.ClusterRelease),
        Releases = await ListAsync(session, null, ApiJson.Default.Release),
        Stops = await ListAsync(session, null, ApiJson.Default.EmergencyStop),
        Gates = await GateBooks.ReadAsync(session),
    };

    private static Task<IReadOnlyList<T>> ListAsync<T>(MetaSession session, string? ns, JsonTypeInfo<T> type)
        where T : FairwayObject => session.Api.ListAllAsync(
            FairwayResources.Of<T>(), ListQuery.All with { Namespace = ns }, type, session.Stopped);
}
