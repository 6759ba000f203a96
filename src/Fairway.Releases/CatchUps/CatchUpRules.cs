using Fairway.Api.Clusters;
using Fairway.Api.Releases;
using Fairway.Releases.Fleet;

namespace Fairway.Releases.CatchUps;

/// <summary>What a Release that catches up may be. Pure. Anybody who may make Releases can write one: what it says is
/// believed only where the other Release says the same.</summary>
internal static class CatchUpRules
{
    /// <summary>Why it cannot be planned; null where it can.</summary>
    /// <param name="order">The Release that catches up.</param>
    /// <param name="origin">The Release of the name that it gives; null where there is none.</param>
    public static string? Fault(Release order, Release? origin)
    {
        var (said, spec) = (order.Spec.CatchUp!, order.Spec);
        if (origin is null || origin.Metadata.Uid != said.Uid)
        {
            return $"the Release {said.Release}, with which it catches up, is gone: make a Release with its versions";
        }

        var missed = origin.Status?.Missed?.FirstOrDefault(one => one.Cluster == spec.Cluster);
        return missed is null ? $"{spec.Cluster ?? "no single cluster"} has not missed {said.Release}"
            : spec.Pipeline != origin.Spec.Pipeline || said.Author != origin.Spec.Author
                ? $"pipeline and author are not those of {said.Release}"
            : spec.Changes.FirstOrDefault(change => !origin.Spec.Changes.Contains(change)) is { } other
                ? $"{said.Release} does not bring {other.Component} {other.Version}"
            : null;
    }

    /// <summary>The pipeline of a Release that catches up: the cluster's own stage with its gates, tasks and approvals,
    /// and no other. Through those before it the content has been.</summary>
    public static ReleasePipelineSpec Cut(ReleasePipelineSpec pipeline, Release order, Cluster? cluster)
    {
        var own = cluster is null ? null : Membership.StageOf(pipeline, order, cluster);
        return pipeline with { Stages = [.. pipeline.Stages.Where(stage => stage.Name == own)] };
    }

    /// <summary>Who made the content of a Release, and so does not approve it.</summary>
    public static string? AuthorOf(Release release) =>
        release.Spec.CatchUp is { } order ? order.Author : release.Spec.Author;

    /// <summary>Whether another Release wants a component of one that catches up, or wants to take it back: then the
    /// one that catches up gives way until the other has ended.</summary>
    public static bool Yields(Release order, Release other) => other.Spec.CatchUp is null
        && Rivals.Share(order, other)
        && (Rivals.IsWaiting(other) || WantsBack(other));

    private static bool WantsBack(Release release) => release.Spec.RollBack
        && release.Status?.Phase is ReleasePhase.Succeeded or ReleasePhase.Stopped or ReleasePhase.Failed
            or ReleasePhase.RollingBack;
}
