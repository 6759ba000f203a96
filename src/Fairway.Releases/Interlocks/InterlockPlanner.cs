using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.Gates;

namespace Fairway.Releases.Interlocks;

/// <summary>
/// Keeps changes of one conflict domain from overlapping in a cluster: whose intent was recorded first goes on, from
/// then to its end, bakes and checks included. Pure.
/// </summary>
public static class InterlockPlanner
{
    /// <summary>The answer; null where nothing that changes has a domain.</summary>
    public static GateAnswer? Decide(GateSubject subject)
    {
        var open = subject.Changes.Where(one => !one.HasBegun && one.Domain != ConflictDomain.None).ToList();
        if (open.Count == 0)
        {
            return null;
        }

        var facts = new JsonObject
        {
            ["domains"] = new JsonArray(
                [.. open.Select(one => one.Domain).Distinct().Order().Select(one => (JsonNode)one.ToString())]),
        };
        var against = subject.Occupants
            .Where(other => open.Exists(one => one.Domain == other.Domain) && IsBefore(other, subject))
            .OrderBy(other => other.Since).ThenBy(other => other.Release, StringComparer.Ordinal)
            .FirstOrDefault();
        if (against is null)
        {
            return subject.Contenders.FirstOrDefault(one => open.Exists(own => own.Domain == one.Domain)) is { } first
                ? Yield(first, facts)
                : new GateAnswer(GateDecision.Pass, "nothing else of its conflict domain is under way", facts);
        }

        facts["release"] = against.Release;
        facts["component"] = against.Component;
        return new GateAnswer(
            GateDecision.Hold,
            $"the Release {against.Release} changes {against.Component} in the same conflict domain "
            + $"({against.Domain}); this one begins when that has ended",
            facts)
        {
            Reason = ClusterReleaseReasons.Interlocked,
        };
    }

    private static GateAnswer Yield(Contender first, JsonObject facts)
    {
        facts["release"] = first.Release;
        facts["component"] = first.Component;
        return new GateAnswer(
            GateDecision.Hold,
            $"the Release {first.Release} waits for the same conflict domain ({first.Domain}), and comes first",
            facts)
        {
            Reason = ClusterReleaseReasons.Interlocked,
        };
    }

    /// <summary>Of two that have recorded their intents at once, both see both: the earlier one goes on, and of the
    /// same moment the one whose name comes first. What goes back would not wait, and comes before all.</summary>
    private static bool IsBefore(Occupant other, GateSubject subject) =>
        other.IsBack
        || subject.IntentAt is not { } ours
        || other.Since < ours
        || (other.Since == ours && string.CompareOrdinal(other.Release, subject.Release.Metadata.Name) < 0);
}
