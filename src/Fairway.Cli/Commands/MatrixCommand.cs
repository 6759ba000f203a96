using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Cli.Connections;
using Fairway.Cli.Matrices;
using Fairway.Cli.Releases;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Kube.Requests;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway matrix</c>: which clusters have which versions.</summary>
internal static class MatrixCommand
{
    /// <summary>The command.</summary>
    public static Command Create(MetaVerb verb)
    {
        var names = new Argument<string[]>("COMPONENT")
        {
            Description = "Show these, a column each and a cluster a line [default: all, a line each]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var selector = new Option<string?>("--clusters", "--selector", "-l")
        {
            Description = "Only clusters with these labels: fairway.dev/region=eu,fairway.dev/stage!=canary",
            HelpName = "SELECTOR",
        };
        var command = new Command("matrix", "Show which clusters have which versions.") { names, selector };
        var output = new OutputOption(command, "the pairs of components and clusters for programs");
        return verb.Set(command, async (parsed, session) =>
        {
            var clusters = await ClustersAsync(session, parsed.GetValue(selector));
            var components = await session.Api.ListAllAsync(
                FairwayResources.Of<Component>(), ListQuery.All, ApiJson.Default.Component, session.Stopped);
            var asked = parsed.GetValue(names) ?? [];
            var unknown = asked.Where(name => components.All(one => one.Metadata.Name != name)).ToList();
            if (unknown.Count > 0)
            {
                throw new CliFailure(
                    $"there is no component {unknown[0]}; there are "
                    + string.Join(", ", components.Select(one => one.Metadata.Name).Order(StringComparer.Ordinal)))
                {
                    ExitCode = ExitCodes.NotFound,
                };
            }

            var pairs = await PairsAsync(session, asked, clusters);
            if (output.IsGiven(parsed))
            {
                output.Write(parsed, session.Terminal, Json(pairs));
                return ExitCodes.Ok;
            }

            Show(session.Terminal, asked, pairs, clusters, components);
            return ExitCodes.Ok;
        });
    }

    private static async Task<IReadOnlyDictionary<string, Cluster>> ClustersAsync(MetaSession session, string? selector)
    {
        var wanted = selector is null
            ? null
            : ClusterSelector.Parse("--clusters", selector).Deserialize(ApiJson.Default.LabelSelector);
        var all = await session.Api.ListAllAsync(
            FairwayResources.Of<Cluster>(), ListQuery.All, ApiJson.Default.Cluster, session.Stopped);
        return all.Where(cluster => wanted?.Matches(cluster.Metadata.Labels) != false)
            .ToDictionary(cluster => cluster.Id, StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<MatrixPair>> PairsAsync(
        MetaSession session, IReadOnlyList<string> asked, IReadOnlyDictionary<string, Cluster> clusters)
    {
        var items = await session.Api.ListAllAsync(
            FairwayResources.Of<ClusterComponent>(),
            ListQuery.All,
            ApiJson.Default.ClusterComponent,
            session.Stopped);
        return
        [
            .. items.Where(item => clusters.ContainsKey(item.Metadata.Namespace!))
                .Where(item => asked.Count == 0 || asked.Contains(item.Metadata.Name))
                .Select(PairOf)
                .OrderBy(pair => pair.Component, StringComparer.Ordinal)
                .ThenBy(pair => pair.Cluster, StringComparer.Ordinal),
        ];
    }

    private static MatrixPair PairOf(ClusterComponent item)
    {
        var ready = item.Status?.Conditions.Find(ClusterComponentConditions.Ready);
        var isReady = ready?.Status == ConditionStatus.True;
        return new MatrixPair(
            item.Metadata.Name,
            item.Metadata.Namespace!,
            item.Spec.Version,
            item.Status?.Good,
            isReady,
            isReady ? null : ready?.Reason ?? "Unknown",
            item.Status?.Drift ?? 0);
    }

    private static void Show(
        Terminal terminal,
        IReadOnlyList<string> asked,
        IReadOnlyList<MatrixPair> pairs,
        IReadOnlyDictionary<string, Cluster> clusters,
        IReadOnlyList<Component> components)
    {
        if (pairs.Count == 0)
        {
            terminal.Say("no cluster has any of it");
            return;
        }

        if (asked.Count == 0)
        {
            terminal.Out.Write(MatrixText.Summary(
                pairs, name => components.FirstOrDefault(one => one.Metadata.Name == name)?.Status?.Stable));
            return;
        }

        terminal.Out.Write(MatrixText.Table(
            asked, pairs, cluster => clusters[cluster].Metadata.Label(Labels.Stage) ?? "-"));
        if (pairs.Any(pair => !pair.Ready || pair.Drift > 0))
        {
            terminal.Say(MatrixText.Legend);
        }
    }

    private static JsonArray Json(IReadOnlyList<MatrixPair> pairs) =>
    [
        .. pairs.Select(pair => new JsonObject
        {
            ["component"] = pair.Component,
            ["cluster"] = pair.Cluster,
            ["version"] = pair.Version,
            ["good"] = pair.Good,
            ["ready"] = pair.Ready,
            ["reason"] = pair.Reason,
            ["drift"] = pair.Drift,
        }),
    ];
}
