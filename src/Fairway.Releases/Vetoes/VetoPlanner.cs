using System.Text.Json.Nodes;
using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.Gates;

namespace Fairway.Releases.Vetoes;

/// <summary>Whether a cluster itself says "not now": by an annotation of its owner, or a condition of some controller.
/// Pure.</summary>
public static class VetoPlanner
{
    /// <summary>The answer; null where the cluster says nothing.</summary>
    public static GateAnswer? Decide(GateSubject subject)
    {
        var cluster = subject.Cluster;
        if (cluster.Metadata.Annotation(Labels.Hold) is { } text)
        {
            var why = string.IsNullOrWhiteSpace(text) ? "no reason is given" : text;
            return Hold($"the annotation {Labels.Hold} of the Cluster holds it: {why}", "annotation", why);
        }

        return cluster.Status?.Conditions.Find(ClusterConditions.Hold) is { Status: not ConditionStatus.False } hold
            ? Hold($"the condition Hold of the Cluster holds it: {hold.Message}", "condition", hold.Message)
            : null;
    }

    private static GateAnswer Hold(string says, string by, string why) =>
        new(GateDecision.Hold, says, new JsonObject { ["by"] = by, ["why"] = why })
        {
            Reason = ClusterReleaseReasons.HeldByCluster,
        };
}
