using System.Text.Json.Nodes;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Gates;

namespace Fairway.Releases.Gates;

/// <summary>What the health gate says. Pure. What was not seen never passes.</summary>
internal static class HealthPlanner
{
    private const int Shown = 3;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>Whether the component's workloads are as they must be at this point.</summary>
    public static bool IsWhole(GateQuestion question, ChangeSight sight) => question.Point == GatePoint.AfterStep
        ? sight.State is ChangeState.AtStep or ChangeState.Complete
        : sight.State == ChangeState.Complete;

    /// <summary>The answer.</summary>
    public static GateAnswer Plan(HealthObservation seen)
    {
        var (question, nodes, sight, since) = seen;
        var health = question.ClusterRelease.Spec.Health;
        var wanted = health.ReadyNodes.RoundUp(nodes.Total);
        var nodesSay = $"{nodes.Ready} of {nodes.Total} nodes are ready";
        if (nodes.Total == 0 || nodes.Ready < wanted)
        {
            return Answer(seen, GateDecision.Hold, $"{nodesSay}, and {health.ReadyNodes} must be");
        }

        if (question.Point == GatePoint.Before)
        {
            return Answer(seen, GateDecision.Pass, nodesSay);
        }

        if (sight is null)
        {
            return Answer(seen, GateDecision.Hold, $"{nodesSay}; nobody can tell how the component does");
        }

        if (sight.State == ChangeState.Stopped)
        {
            return Answer(seen, GateDecision.Fail, $"{sight.Reason}: {sight.Message}");
        }

        if (seen.Troubles.Count > 0)
        {
            var decision = seen.Troubles.Any(trouble => trouble.IsFinal) ? GateDecision.Fail : GateDecision.Hold;
            return Answer(seen, decision, $"{nodesSay}; {Words(seen.Troubles)}");
        }

        if (since is not { } whole)
        {
            return Answer(seen, GateDecision.Hold, $"{nodesSay}; {sight.Message}");
        }

        var until = whole + health.StableFor.Value;
        if (question.Now >= until)
        {
            return Answer(seen, GateDecision.Pass, $"{nodesSay}; {sight.Message}");
        }

        var words = $"{nodesSay}; {sight.Message}, and must be so for {health.StableFor}";
        return Answer(seen, GateDecision.Hold, words) with { AskAgainAt = until };
    }

    /// <summary>The first of them, those that are final before the others.</summary>
    private static string Words(IReadOnlyList<ObjectTrouble> troubles)
    {
        var first = troubles.OrderByDescending(trouble => trouble.IsFinal).Take(Shown);
        var more = troubles.Count > Shown ? $"; and {troubles.Count - Shown} more" : "";
        return $"not healthy: {string.Join("; ", first)}{more}";
    }

    private static GateAnswer Answer(HealthObservation seen, GateDecision decision, string says)
    {
        var facts = new JsonObject
        {
            ["nodes"] = new JsonObject { ["ready"] = seen.Nodes.Ready, ["total"] = seen.Nodes.Total },
        };
        if (seen.Sight is { } sight)
        {
            facts["change"] = new JsonObject
            {
                ["state"] = sight.State.ToString(),
                ["step"] = sight.Step,
                ["reason"] = sight.Reason,
                ["facts"] = sight.Facts.DeepClone(),
            };
        }

        if (seen.Troubles.Count > 0)
        {
            facts["troubles"] = new JsonArray([.. seen.Troubles.Select(trouble => (JsonNode)$"{trouble}")]);
        }

        return new GateAnswer(decision, says, facts) { AskAgainAt = seen.Question.Now + Soon };
    }
}
