using System.Globalization;
using Fairway.Api.Releases;
using Fairway.Cli.Releases;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Demo;

/// <summary>What the demo says at its end. Pure.</summary>
internal static class DemoSummary
{
    private const string Forward = "forward";
    private const string Back = "back";
    private const int Named = 3;

    /// <summary>What each gate saw, Release by Release, and then what runs where.</summary>
    public static string Of(DemoStory story, IReadOnlyList<ActSeen> seen) =>
        string.Join("\n", [.. seen.Select(GatesOf), .. seen.TakeLast(1).Select(last => VersionsOf(story, last.After))]);

    /// <summary>How it ended: a sentence, and what differs from the story.</summary>
    public static string End(IReadOnlyList<ActSeen> seen, IReadOnlyList<string> differences, DemoTimes took)
    {
        var seconds = took.Real.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        if (differences.Count > 0)
        {
            return string.Join("\n  ", [$"After {seconds} s, not all is as it should be:", .. differences]);
        }

        var days = string.Create(
            CultureInfo.InvariantCulture, $"{(int)took.Fleet.TotalDays} days and {took.Fleet.Hours} hours");

        var reached = Counts.Of(seen[^1].Sight.Clusters.Count, "cluster");
        IReadOnlyList<string> others = [.. seen[^1].Others];
        var untouched = others.Count == 0
            ? ""
            : $", and no pod of the other {Counts.Of(others.Count, "cluster")} was replaced";
        return $"All went as it should; {days} of the fleet passed in {seconds} s: the bad version reached {reached} "
            + $"and is gone from there{untouched}.";
    }

    private static string GatesOf(ActSeen seen)
    {
        IReadOnlyList<string> heading = ["STAGE", "CLUSTERS", "WAY", "SAW", "SAID"];
        var rows = seen.Gates.Select(OfGate).Concat(seen.Sight.Clusters.SelectMany(OfFailure))
            .OrderBy(word => word.Way == Back)
            .GroupBy(word => word with { Cluster = "" })
            .Select(group => (IReadOnlyList<string>)
            [
                group.Key.Stage,
                Clusters([.. group.Select(word => word.Cluster).Distinct(StringComparer.Ordinal)]),
                group.Key.Way,
                group.Key.Who,
                group.Key.Said,
            ]);
        return $"Release {seen.Act.Release}, {ReleaseText.Changes(seen.Sight.Release)}: {seen.Sight.Status.Phase}\n"
            + ColumnText.Of([heading, .. rows]);
    }

    private static Word OfGate(GateWord word) => new(
        word.Stage,
        word.Cluster,
        word.Direction == Direction.Back ? Back : Forward,
        word.Sight.Gate,
        $"{word.Sight.Decision}: {word.Sight.Says}");

    private static IEnumerable<Word> OfFailure(ClusterRelease item) => item.Status?.Failure is { } failure
        ? [new Word(item.Spec.Stage, item.ClusterId, Forward, "rollout", $"Stopped: {failure}")]
        : [];

    private static string Clusters(IReadOnlyList<string> names) => names.Count <= Named
        ? string.Join(", ", names.Order(StringComparer.Ordinal))
        : Counts.Of(names.Count, "cluster");

    private static string VersionsOf(DemoStory story, IReadOnlyList<ClusterPods> clusters)
    {
        IReadOnlyList<string> heading =
        [
            "CLUSTER",
            "STAGE",
            "INFRASTRUCTURE",
            .. story.Components.Select(one => one.Name.ToUpperInvariant()),
            "PODS",
        ];
        var rows = clusters.Select(cluster => (IReadOnlyList<string>)
        [
            cluster.Cluster,
            story.StageOf(cluster.Cluster),
            story.InfrastructureOf(cluster.Cluster),
            .. story.Components.Select(component => Versions(component, cluster)),
            $"{cluster.Pods.Count(pod => pod.IsReady)} of {cluster.Pods.Count} ready",
        ]);
        return $"What runs now, by the images of the clusters' pods:\n{ColumnText.Of([heading, .. rows])}";
    }

    private static string Versions(DemoComponent component, ClusterPods cluster) => string.Join(
        " and ",
        cluster.Of(component).Select(pod => pod.Images.Split(':')[^1]).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal));

    private sealed record Word(string Stage, string Cluster, string Way, string Who, string Said);
}
