using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.Gates;
using Semver;

namespace Fairway.Releases.Blockers;

/// <summary>Which blockers hold a change. Pure. What cannot be judged is held.</summary>
public static class BlockerPlanner
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    /// <summary>What is to be read of metrics: of blockers whose other parts hold alone.</summary>
    public static IReadOnlyList<(BlockerMetric Metric, BlockerQuery Query)> Queries(
        GateSubject subject, IReadOnlyList<BlockerSight> blockers) =>
    [
        .. (from change in subject.Changes
            where !change.HasBegun
            from blocker in blockers
            let metric = blocker.Blocker.Spec.Metric
            where metric is not null && Speaks(blocker, subject, change)
                && Match(blocker, subject, change) is { IsSure: true }
            select (metric, BlockerQuery.Of(metric, subject.Cluster.Id))).Distinct(),
    ];

    /// <summary>The answer; null where no blocker speaks of the components on this cluster.</summary>
    public static GateAnswer? Decide(GateSubject subject, GateBook book)
    {
        var blockers = book.Blockers;
        var open = subject.Changes.Where(change => !change.HasBegun).ToList();
        var speaking = blockers.Where(blocker => open.Exists(change => Speaks(blocker, subject, change))).ToList();
        if (speaking.Count == 0)
        {
            return null;
        }

        var found = (from change in open
                     from blocker in speaking
                     where Speaks(blocker, subject, change)
                     let judged = Judge(blocker, change, subject, book)
                     where judged is not null
                     select (blocker, change, judged)).ToList();
        var facts = new JsonObject { ["asked"] = new JsonArray([.. speaking.Select(one => (JsonNode)one.Name)]) };
        if (found.Select(one => one.judged.Reading).OfType<BlockerReading>().ToList() is { Count: > 0 } read)
        {
            facts["metrics"] = new JsonArray([.. read.Select(Facts)]);
        }

        if (found.FirstOrDefault(one => one.judged.Says is not null) is not { blocker: { } against } first)
        {
            return new GateAnswer(GateDecision.Pass, "no ReleaseBlocker holds it", facts);
        }

        facts["blocker"] = against.Name;
        facts["component"] = first.change.Component;
        facts["from"] = first.change.From;
        facts["to"] = first.change.To;
        var says = $"the ReleaseBlocker {against.Name} holds it: {first.judged.Says}";
        return new GateAnswer(GateDecision.Hold, says, facts)
        {
            Reason = ClusterReleaseReasons.Blocked,
            AskAgainAt = against.Blocker.Spec.Metric is null ? null : subject.Now + Soon,
        };
    }

    private static bool Speaks(BlockerSight blocker, GateSubject subject, GateChange change) =>
        blocker.Blocker.Spec.Component == change.Component
        && blocker.Blocker.Spec.Clusters?.Matches(subject.Cluster.Metadata.Labels) != false;

    /// <summary>What becomes of a change by all that a blocker says; null where its other parts do not match. Metrics
    /// are asked last.</summary>
    private static Judged? Judge(BlockerSight blocker, GateChange change, GateSubject subject, GateBook book)
    {
        if (Match(blocker, subject, change) is not { } match)
        {
            return null;
        }

        if (blocker.Blocker.Spec.Metric is not { } metric || !match.IsSure)
        {
            return new Judged(match.Words, null);
        }

        return book.ReadingOf(BlockerQuery.Of(metric, subject.Cluster.Id)) switch
        {
            null => new Judged($"{match.Words}; its metric is not read yet", null),
            { State: BlockerReadingState.Quiet } quiet => new Judged(null, quiet),
            { } reading => new Judged($"{match.Words}; {reading.Says}", reading),
        };
    }

    private static JsonNode Facts(BlockerReading reading) => new JsonObject
    {
        ["query"] = reading.Query,
        ["state"] = $"{reading.State}",
        ["says"] = reading.Says,
        ["at"] = reading.At is { } at ? $"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}" : null,
        ["series"] = new JsonArray([.. reading.Series.Select(one => (JsonNode)one)]),
    };

    /// <summary>Whether the parts of a blocker match that need no metrics; null where they do not.</summary>
    private static Matching? Match(BlockerSight blocker, GateSubject subject, GateChange change)
    {
        var spec = blocker.Blocker.Spec;
        var words = spec.Link is { } link ? $"{spec.Message} ({link})" : spec.Message;
        if (blocker.Trouble is { } trouble)
        {
            return new Matching($"{words}; it cannot be read: {trouble}", false);
        }

        if (Outside(blocker.From, change.From) || Outside(blocker.To, change.To ?? change.From))
        {
            return null;
        }

        return (Unread(blocker.From, change.From) ?? Unread(blocker.To, change.To ?? change.From)) is { } version
            ? new Matching($"{words}; {version} is no semantic version, and may be in its range", false)
            : blocker.Rule?.Invoke(subject, change) switch
            {
                { Error: { } error } => new Matching($"{words}; its rule cannot be judged: {error}", false),
                { IsTrue: false } => null,
                _ => new Matching(words, true),
            };
    }

    /// <summary>What has no version is in no range.</summary>
    private static bool Outside(SemVersionRange? range, string? version) =>
        range is not null && (version is null || (Read(version) is { } read && !range.Contains(read)));

    private static string? Unread(SemVersionRange? range, string? version) =>
        range is not null && version is not null && Read(version) is null ? version : null;

    private static SemVersion? Read(string version) =>
        SemVersion.TryParse(version, SemVersionStyles.Any, out var read) ? read : null;

    /// <summary>Parts that match, or may.</summary>
    private sealed record Matching(string Words, bool IsSure);

    /// <summary>Why it holds, or null; and what was read.</summary>
    private sealed record Judged(string? Says, BlockerReading? Reading);
}
