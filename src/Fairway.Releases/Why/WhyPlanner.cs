using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Clusters;
using Fairway.Releases.CatchUps;
using Fairway.Releases.Stops;

namespace Fairway.Releases.Why;

/// <summary>The one answer to: why is this cluster not on that version, and what is it waiting for? Pure.</summary>
public static class WhyPlanner
{
    /// <summary>The explanation, in order: the cluster, then each component with its Releases, the newest
    /// first.</summary>
    public static IReadOnlyList<WhyLine> Explain(WhyObservation seen)
    {
        if (seen.Cluster is not { } cluster)
        {
            return
            [
                new WhyLine(
                    $"Cluster {seen.ClusterId}",
                    $"there is no Cluster {Cluster.FixedName} in the namespace {seen.ClusterId}: look at its spelling",
                    WhyKind.Blocker),
            ];
        }

        var lines = new List<WhyLine>(OfCluster(seen, cluster));
        foreach (var component in Names(seen))
        {
            lines.AddRange(OfComponent(seen, cluster, component));
        }

        return lines;
    }

    private static IEnumerable<string> Names(WhyObservation seen) => seen.Component is { } one
        ? [one]
        : seen.ClusterComponents.Select(item => item.Metadata.Name)
            .Concat(seen.ClusterReleases.SelectMany(item => item.Spec.Changes).Select(change => change.Component))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IEnumerable<WhyLine> OfCluster(WhyObservation seen, Cluster cluster)
    {
        var about = $"Cluster {cluster.Id}";
        if (cluster.Status?.Conditions.Find(ClusterConditions.Ready) is { } ready)
        {
            var kind = ready.Status == ConditionStatus.True ? WhyKind.State : WhyKind.Blocker;
            yield return new WhyLine(about, ready.Message, kind);
        }
        else
        {
            yield return new WhyLine(about, "no manager has looked at it yet", WhyKind.Waiting);
        }

        foreach (var stop in seen.Stops.Where(stop => StopMatching.Selects(stop, cluster.Metadata.Labels)))
        {
            var which = stop.Spec.Components is { Count: > 0 } named ? string.Join(", ", named) : "everything";
            yield return new WhyLine(
                $"EmergencyStop {stop.Metadata.Name}", $"stops {which} here: {stop.Spec.Reason}", WhyKind.Blocker);
        }
    }

    private static IEnumerable<WhyLine> OfComponent(WhyObservation seen, Cluster cluster, string name)
    {
        var component = seen.Components.FirstOrDefault(one => one.Metadata.Name == name);
        var runs = seen.ClusterComponents.FirstOrDefault(one => one.Metadata.Name == name);
        yield return State(name, component, runs);
        if (component?.Spec.AppliesTo?.Matches(cluster.Metadata.Labels) == false)
        {
            yield return new WhyLine(
                name, "its spec.appliesTo does not select this cluster: no Release brings it here", WhyKind.Blocker);
        }

        var releases = seen.Releases.Where(release => release.Spec.Changes.Any(change => change.Component == name))
            .Where(release => release.Spec.CatchUp is null || release.Spec.Cluster == seen.ClusterId)
            .OrderByDescending(release => release.Metadata.CreationTimestamp)
            .ThenBy(release => release.Metadata.Name, StringComparer.Ordinal).ToList();
        var told = false;
        foreach (var release in releases.Where(release => IsTelling(release, told) || IsOwed(seen, release)))
        {
            told = true;
            foreach (var line in ReleaseLines.Of(seen, release, name))
            {
                yield return line;
            }
        }

        if (releases.Count == 0)
        {
            yield return new WhyLine(name, "no Release names it: create one", WhyKind.Blocker);
        }
    }

    /// <summary>Releases under way, and the newest of those that have ended.</summary>
    private static bool IsTelling(Release release, bool told) => release.Status?.FinishedAt is null || !told;

    private static bool IsOwed(WhyObservation seen, Release release) =>
        ReleaseLines.MissedIn(seen, release) is { } missed && CatchUpPlanner.IsOpen(missed);

    private static WhyLine State(string name, Component? component, ClusterComponent? runs)
    {
        var stable = component?.Status?.Stable is { } version ? $"; the stable version is {version}" : "";
        if (runs is null)
        {
            return new WhyLine(name, $"no Release has brought it to this cluster{stable}", WhyKind.State);
        }

        var ready = runs.Status?.Conditions.Find(ClusterComponentConditions.Ready);
        var words = ready is null ? "" : $" ({ready.Message})";
        var good = runs.Status?.Good is { } last && last != runs.Spec.Version
            ? $"; the last good version is {last}"
            : "";
        return new WhyLine(name, $"should run {runs.Spec.Version}{words}{good}{stable}", WhyKind.State);
    }
}
