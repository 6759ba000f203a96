using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Cli.Displays;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Releases;

/// <summary>Releases as verbs show them. Pure.</summary>
internal static class ReleaseDisplays
{
    private const int Age = 6;

    /// <summary>Releases, the newest first.</summary>
    public static Display List(IEnumerable<Release> releases, DateTimeOffset now) => new(
    [
        .. releases.OrderByDescending(release => release.Metadata.CreationTimestamp)
            .ThenBy(release => release.Metadata.Name, StringComparer.Ordinal)
            .Select(release => Row(release, now)),
    ])
    {
        Headings = ["NAME", "PHASE", "STAGE", "DONE", "PIPELINE", "CHANGES", "AGE"],
        Wider = ["AUTHOR", "SAYS"],
        Empty = "there are no Releases; make one with: fairway release create",
    };

    /// <summary>One, with its stages and clusters.</summary>
    /// <param name="node">The object as the server has it.</param>
    /// <param name="sight">The same, read.</param>
    /// <param name="now">The moment.</param>
    public static Display One(JsonNode node, ReleaseSight sight, DateTimeOffset now) => Display.One(
        new DisplayRow($"release/{sight.Release.Metadata.Name}", node)
        {
            Text = ReleaseText.Of(sight, now),
            WideText = ReleaseText.Of(sight, now, wide: true),
            Basis = ReleaseText.Of(sight, DateTimeOffset.UnixEpoch),
        });

    private static DisplayRow Row(Release release, DateTimeOffset now) =>
        new($"release/{release.Metadata.Name}", JsonSerializer.SerializeToNode(release, ApiJson.Default.Release)!)
        {
            Cells =
            [
                release.Metadata.Name,
                $"{release.Status?.Phase ?? ReleasePhase.Pending}",
                release.Status?.Stage ?? "-",
                release.Status?.Clusters is { } clusters ? $"{release.Status.Done ?? 0}/{clusters}" : "-",
                release.Spec.Pipeline,
                ReleaseText.Changes(release),
                Ages.Text(now - (release.Metadata.CreationTimestamp ?? now)),
            ],
            Wider =
            [
                release.Spec.Author ?? "-",
                release.Status?.Conditions.Find(ReleaseConditions.Progressing)?.Message ?? "-",
            ],
            Ageing = [Age],
        };
}
