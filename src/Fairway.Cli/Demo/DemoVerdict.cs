using Fairway.Api.Releases;
using Fairway.Cli.Releases;

namespace Fairway.Cli.Demo;

/// <summary>Compares what was seen with the story. Pure.</summary>
internal static class DemoVerdict
{
    /// <summary>What differs, a sentence each; none where the story came true.</summary>
    public static IReadOnlyList<string> Differences(DemoStory story, IReadOnlyList<ActSeen> seen)
    {
        var missing = story.Acts.Skip(seen.Count).Select(act => $"Release {act.Release} has not ended");
        return [.. seen.SelectMany(act => OfAct(story, act)), .. missing];
    }

    private static IEnumerable<string> OfAct(DemoStory story, ActSeen seen)
    {
        if (seen.Sight.Status.Phase != seen.Act.Expected)
        {
            return [$"Release {seen.Act.Release} should be {seen.Act.Expected}, and is {ReleaseText.Line(seen.Sight)}"];
        }

        var running = seen.After.SelectMany(cluster => OfCluster(seen.Act, cluster));
        return seen.Act.Expected == ReleasePhase.RolledBack ? [.. running, .. OfStop(story, seen)] : running;
    }

    private static IEnumerable<string> OfCluster(DemoAct act, ClusterPods cluster)
    {
        foreach (var (component, version) in act.After)
        {
            var pods = cluster.Of(component);
            var right = pods.Count(pod => pod.IsReady && pod.Images == component.ImageOf(version));
            if (right != component.Replicas || pods.Count != right)
            {
                var images = pods.CountBy(pod => pod.Images).OrderBy(image => image.Key, StringComparer.Ordinal)
                    .Select(image => $"{image.Value} of {image.Key}");
                yield return $"after {act.Release}, {right} of {component.Replicas} pods of {component.Name} on "
                    + $"{cluster.Cluster} are ready at {version}; there are {string.Join(", ", images)}";
            }
        }
    }

    /// <summary>A bad version must fail in one cluster, the canary of its infrastructure, and reach no cluster after
    /// it.</summary>
    private static IEnumerable<string> OfStop(DemoStory story, ActSeen seen)
    {
        var failed = seen.Sight.Clusters.Where(item => item.Status?.Failure is not null).ToList();
        if (failed.Count != 1)
        {
            yield return $"Release {seen.Act.Release} should have failed in one cluster, and did in {failed.Count}";
        }

        foreach (var item in failed)
        {
            var stage = story.StageOf(item.ClusterId);
            if (stage != DemoStory.FoundIn)
            {
                yield return $"the bad version should have been found in {DemoStory.FoundIn}; it was in {stage}";
            }

            if (item.Status!.Failure!.StartsWith("CrashLoop", StringComparison.Ordinal) is false)
            {
                yield return $"it should have been seen that pods crash; {item.ClusterId} failed with: "
                    + item.Status.Failure;
            }
        }

        var others = seen.Others.ToHashSet(StringComparer.Ordinal);
        foreach (var (before, after) in seen.Before.Zip(seen.After))
        {
            if (others.Contains(before.Cluster) && !before.AreSame(after))
            {
                yield return $"pods of {before.Cluster} were replaced, and it had no part in {seen.Act.Release}";
            }
        }
    }
}
