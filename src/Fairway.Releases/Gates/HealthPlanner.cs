using System.Text.Json.Nodes;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Gates;

namespace Fairway.Releases.Gates;

/// <summary>What the health gate says. Pure. What was not seen never passes.</summary>
internal static class HealthPlanner
{
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

        return new GateAnswer(decision, says, facts) { AskAgainAt = seen.Question.Now + Soon };
    }
}
