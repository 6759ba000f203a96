using Fairway.Api.Releases;

namespace Fairway.Cli.Releases;

/// <summary>What has changed between two moments of a Release, a line each. Pure.</summary>
internal static class ReleaseChangeText
{
    /// <summary>The lines; of the first moment everything that has begun.</summary>
    /// <param name="before">The moment before; null for none.</param>
    /// <param name="now">This moment.</param>
    /// <param name="brief">Whether of a cluster a line is wanted only where it has come further.</param>
    public static IEnumerable<string> Of(ReleaseSight? before, ReleaseSight now, bool brief = false)
    {
        if (before is null || ReleaseText.Line(before) != ReleaseText.Line(now))
        {
            yield return $"{now.Release.Metadata.Name}: {ReleaseText.Line(now)}";
        }

        foreach (var stage in now.Status.Stages ?? [])
        {
            if (stage.Phase != PhaseOf(before, stage.Name))
            {
                yield return Stage(stage);
            }
        }

        foreach (var item in now.Clusters)
        {
            var line = Cluster(item);
            if (Find(before, item) is not { } old ? item.Status is not null
                : brief ? Progress(old) != Progress(item)
                : Cluster(old) != line)
            {
                yield return line;
            }
        }
    }

    private static string Stage(StageStatus stage)
    {
        var failed = stage.Failed > 0 ? $", {stage.Failed} failed" : "";
        return $"stage {stage.Name}: {stage.Phase} ({stage.Done} of {stage.Clusters} done{failed})";
    }

    private static StagePhase PhaseOf(ReleaseSight? sight, string name) =>
        sight?.Status.Stages?.FirstOrDefault(stage => stage.Name == name)?.Phase ?? StagePhase.Waiting;

    private static ClusterRelease? Find(ReleaseSight? sight, ClusterRelease item) =>
        sight?.Clusters.FirstOrDefault(old => old.ClusterId == item.ClusterId);

    private static string Cluster(ClusterRelease item)
    {
        var message = item.Status?.Message is { Length: > 0 } said ? $": {said}" : "";
        return $"{Progress(item)}{message}";
    }

    private static string Progress(ClusterRelease item)
    {
        var step = item.Status?.Step >= 0 ? $" {item.Status.Step + 1}/{item.Spec.Steps.Count}" : "";
        return $"{item.ClusterId} ({item.Spec.Stage}): {ReleaseText.Phase(item)}{step}";
    }
}
