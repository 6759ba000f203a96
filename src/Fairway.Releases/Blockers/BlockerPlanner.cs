using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Releases;
using Fairway.Cel;
using Fairway.Cel.Values;
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
            : Ruled(blocker, subject, change) switch
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

    private static CelResult Ruled(BlockerSight blocker, GateSubject subject, GateChange change)
    {
        if (blocker.Rule is not { } rule)
        {
            return new CelResult(CelBool.True, null, 0);
        }

        var said = new JsonObject
        {
            ["component"] = change.Component,
            ["from"] = change.From ?? "",
            ["to"] = change.To ?? "",
        };
        var cluster = JsonSerializer.SerializeToNode(subject.Cluster, ApiJson.Default.Cluster);
        var release = JsonSerializer.SerializeToNode(subject.Release, ApiJson.Default.Release);
        var result = rule.Evaluate(
            new CelActivation().Set("cluster", CelJson.Value(cluster)).Set("release", CelJson.Value(release))
                .Set("change", CelJson.Value(said)),
            new CelBudget(CelLimits.PerCall));
        return result is { Error: null, Value: not CelBool }
            ? result with { Error = "it is neither true nor false" }
            : result;
    }
}
