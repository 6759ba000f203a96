using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.Gates;
using Semver;

namespace Fairway.Releases.Blockers;

/// <summary>Which blockers hold a change. Pure. What cannot be judged is held.</summary>
public static class BlockerPlanner
{
    /// <summary>The answer; null where no blocker speaks of the components on this cluster.</summary>
    public static GateAnswer? Decide(GateSubject subject, IReadOnlyList<BlockerSight> blockers)
    {
        var open = subject.Changes.Where(change => !change.HasBegun).ToList();
        var speaking = blockers.Where(blocker => open.Exists(change => Speaks(blocker, subject, change))).ToList();
        if (speaking.Count == 0)
        {
            return null;
        }

        var found = from change in open
                    from blocker in speaking
                    where Speaks(blocker, subject, change)
                    let says = Held(blocker, subject, change)
                    where says is not null
                    select (blocker, change, says);
        var facts = new JsonObject { ["asked"] = new JsonArray([.. speaking.Select(one => (JsonNode)one.Name)]) };
        if (found.FirstOrDefault() is not { blocker: { } against } first)
        {
            return new GateAnswer(GateDecision.Pass, "no ReleaseBlocker holds it", facts);
        }

        facts["blocker"] = against.Name;
        facts["component"] = first.change.Component;
        facts["from"] = first.change.From;
        facts["to"] = first.change.To;
        return new GateAnswer(GateDecision.Hold, $"the ReleaseBlocker {against.Name} holds it: {first.says}", facts)
        {
            Reason = ClusterReleaseReasons.Blocked,
        };
    }

    private static bool Speaks(BlockerSight blocker, GateSubject subject, GateChange change) =>
        blocker.Blocker.Spec.Component == change.Component
        && blocker.Blocker.Spec.Clusters?.Matches(subject.Cluster.Metadata.Labels) != false;

    /// <summary>Why a blocker holds a change; null where it does not.</summary>
    private static string? Held(BlockerSight blocker, GateSubject subject, GateChange change)
    {
        var spec = blocker.Blocker.Spec;
        var words = spec.Link is { } link ? $"{spec.Message} ({link})" : spec.Message;
        if (blocker.Trouble is { } trouble)
        {
            return $"{words}; it cannot be read: {trouble}";
        }

        if (Outside(blocker.From, change.From) || Outside(blocker.To, change.To ?? change.From))
        {
            return null;
        }

        return (Unread(blocker.From, change.From) ?? Unread(blocker.To, change.To ?? change.From)) is { } version
            ? $"{words}; {version} is no semantic version, and may be in its range"
            : blocker.Rule?.Invoke(subject, change) switch
            {
                { Error: { } error } => $"{words}; its rule cannot be judged: {error}",
                { IsTrue: false } => null,
                _ => words,
            };
    }

    /// <summary>What has no version is in no range.</summary>
    private static bool Outside(SemVersionRange? range, string? version) =>
        range is not null && (version is null || (Read(version) is { } read && !range.Contains(read)));

    private static string? Unread(SemVersionRange? range, string? version) =>
        range is not null && version is not null && Read(version) is null ? version : null;

    private static SemVersion? Read(string version) =>
        SemVersion.TryParse(version, SemVersionStyles.Any, out var read) ? read : null;
}
