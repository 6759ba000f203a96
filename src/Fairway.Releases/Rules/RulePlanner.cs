using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Releases;
using Fairway.Cel;
using Fairway.Cel.Values;
using Fairway.Delivery.Gates;
using Fairway.Releases.Gates;

namespace Fairway.Releases.Rules;

/// <summary>What the rules of a pipeline say of a cluster, when all gates let it through. Pure. What cannot be told is
/// waited for, and never passes.</summary>
internal static class RulePlanner
{
    /// <summary>What statuses call them.</summary>
    public const string Gate = "rules";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private static readonly CelEnvironment Names =
        CelRule.Knowing("cluster", "release", "change", "point", "evidence");

    /// <summary>Whether there is anything to judge. Before anything is changed every rule is read at least: what cannot
    /// be read shall not be found out half-way. On the way back nothing is judged: what rules ask for is what the
    /// broken version lacks.</summary>
    public static bool IsDemanded(ClusterRelease item, GatePoint point) =>
        item.Status?.Direction != Direction.Back
        && item.Spec.Rules?.Any(rule => point == GatePoint.Before || CheckPoints.Has(rule.Points, point)) == true;

    /// <summary>The answer.</summary>
    public static GateAnswer Plan(RuleObservation seen)
    {
        var input = seen is { Cluster: not null, Release: not null } ? Input(seen) : null;
        var found = seen.Rules
            .Where(rule => seen.Point == GatePoint.Before || CheckPoints.Has(rule.Points, seen.Point))
            .Select(rule => Judge(seen, rule, input)).ToList();
        var decision = found.Exists(one => one.Decision == GateDecision.Fail) ? GateDecision.Fail
            : found.Exists(one => one.Decision == GateDecision.Hold) ? GateDecision.Hold
            : GateDecision.Pass;
        var says = decision == GateDecision.Pass
            ? $"every rule is as it must be ({string.Join(", ", found.Select(one => one.Name))})"
            : string.Join("; ", found.Where(one => one.Decision == decision).Select(one => $"{one.Name}: {one.Says}"));
        return new GateAnswer(decision, says, Facts(seen, found, input)) { AskAgainAt = seen.Now + Soon };
    }

    private static Finding Judge(RuleObservation seen, CheckRule rule, JsonObject? input)
    {
        CelRule read;
        try
        {
            read = CelRule.Parse(rule.Rule, Names);
        }
        catch (FormatException e)
        {
            return new Finding(rule.Name, GateDecision.Hold, $"it cannot be read: {e.Message}");
        }

        if (!CheckPoints.Has(rule.Points, seen.Point))
        {
            return new Finding(rule.Name, GateDecision.Pass, "it can be read");
        }

        // Before anything is changed, there is nothing to go back from: it waits.
        var against = seen.Point == GatePoint.Before ? GateDecision.Hold : GateDecision.Fail;
        return input is null
            ? new Finding(rule.Name, GateDecision.Hold, "it cannot be told: the Cluster or the Release is gone")
            : read.Judge(input) switch
            {
                { Error: { } error } =>
                    new Finding(rule.Name, GateDecision.Hold, $"{rule.Message}; it cannot be told: {error}"),
                { Value: CelBool { Value: true } } => new Finding(rule.Name, GateDecision.Pass, "it is true"),
                _ => new Finding(rule.Name, against, rule.Message),
            };
    }

    private static JsonObject Input(RuleObservation seen)
    {
        var evidence = new JsonObject();
        foreach (var finding in seen.Findings)
        {
            evidence[finding.Gate] = new JsonObject
            {
                ["decision"] = $"{finding.Answer.Decision}",
                ["says"] = finding.Answer.Says,
                ["facts"] = finding.Answer.Facts.DeepClone(),
            };
        }

        return new JsonObject
        {
            ["cluster"] = JsonSerializer.SerializeToNode(seen.Cluster, ApiJson.Default.Cluster!),
            ["release"] = JsonSerializer.SerializeToNode(seen.Release, ApiJson.Default.Release!),
            ["change"] = new JsonObject
            {
                ["component"] = seen.Change.Component,
                ["from"] = seen.Change.From ?? "",
                ["to"] = seen.Change.Version,
            },
            ["point"] = $"{seen.Point}",
            ["evidence"] = evidence,
        };
    }

    /// <summary>What was judged, by what. The Cluster and the Release are named by their versions: they are
    /// large.</summary>
    private static JsonObject Facts(RuleObservation seen, IReadOnlyList<Finding> found, JsonObject? input) => new()
    {
        ["rules"] = new JsonArray(
        [
            .. found.Select(one => (JsonNode)new JsonObject
            {
                ["name"] = one.Name,
                ["rule"] = seen.Rules.First(rule => rule.Name == one.Name).Rule,
                ["decision"] = $"{one.Decision}",
                ["says"] = one.Says,
            }),
        ]),
        ["cluster"] = seen.Cluster?.Metadata.ResourceVersion,
        ["release"] = seen.Release?.Metadata.ResourceVersion,
        ["change"] = input?["change"]?.DeepClone(),
        ["evidence"] = input?["evidence"]?.DeepClone(),
    };

    private sealed record Finding(string Name, GateDecision Decision, string Says);
}
