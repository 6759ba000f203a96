using System.CommandLine;
using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Cli.Connections;
using Fairway.Cli.Displays;
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
        var options = new DisplayOptions(
            command, "the pairs of components and clusters", OutputOption.Wide);
        return verb.Set(command, (parsed, session) => options.ShowAsync(parsed, session, new DisplaySource(
            session.Api,
            [
                WatchedKind.Of(ApiJson.Default.ClusterComponent),
                WatchedKind.Of(ApiJson.Default.Cluster),
                WatchedKind.Of(ApiJson.Default.Component),
            ],
            () => ReadAsync(
                session, parsed.GetValue(names) ?? [], parsed.GetValue(selector), options.Form(parsed)))));
    }

    private static async Task<Display> ReadAsync(
        MetaSession session, IReadOnlyList<string> asked, string? selector, DisplayForm form)
    {
        var clusters = await ClustersAsync(session, selector);
        var components = await session.Api.ListAllAsync(
            FairwayResources.Of<Component>(), ListQuery.All, ApiJson.Default.Component, session.Stopped);
        if (asked.FirstOrDefault(name => components.All(one => one.Metadata.Name != name)) is { } unknown)
        {
            throw new CliFailure(
                $"there is no component {unknown}; there are "
                + string.Join(", ", components.Select(one => one.Metadata.Name).Order(StringComparer.Ordinal)))
            {
                ExitCode = ExitCodes.NotFound,
            };
        }

        var pairs = await PairsAsync(session, asked, clusters);
        return form is DisplayForm.Json or DisplayForm.Yaml
            ? MatrixText.Pairs(pairs)
            : asked.Count == 0
                ? MatrixText.Summary(
                    pairs, name => components.FirstOrDefault(one => one.Metadata.Name == name)?.Status?.Stable)
                : MatrixText.Table(asked, pairs, (cluster, label) => clusters[cluster].Metadata.Label(label) ?? "-");
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
}
